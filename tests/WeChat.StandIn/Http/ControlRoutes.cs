using System.Text.Json;

namespace WeChat.StandIn;

/// <summary>The routes below /_stand-in, by which a test or a person looks at the stand-in and steers it.</summary>
internal static class ControlRoutes
{
    private static readonly string[] SubscriptionEvents =
        ["subscribe_msg_popup_event", "subscribe_msg_change_event", "subscribe_msg_sent_event"];

    public static void Map(IEndpointRouteBuilder app, StandInServer server)
    {
        var state = server.State;
        var control = app.MapGroup(WeChatPaths.Control);
        control.MapGet("/calls", http => Items(http, ListCalls(http, state)));
        control.MapDelete("/calls", http => Done(http, state.ClearCalls));
        control.MapGet("/faults", http => Items(http, state.Faults));
        control.MapPost("/faults", http => With<Fault>(http, fault => AddFault(http, state, fault)));
        control.MapDelete("/faults", http => Done(http, state.ClearFaults));
        control.MapPost("/subscriptions", http => With<SubscriptionSetting>(http, wanted => SetCredits(http, state, wanted)));
        control.MapPost("/activity", http => With<ActivitySetting>(http, wanted => SetActivity(http, state, wanted)));
        control.MapGet("/pushes", http => Items(http, ListPushes(state)));
        control.MapPost("/pushes", http => With<PushSetting>(http, wanted => AddPush(http, state, wanted)));
        control.MapPost("/pushes/flush", http => With<FlushRequest>(http, flush => Flush(http, server, flush)));
    }

    private static IReadOnlyList<RecordedCall> ListCalls(HttpContext http, StandInState state) =>
        http.Request.Query.TryGetValue("path", out var path) ? state.CallsTo(path.ToString()) : state.Calls;

    private static Task AddFault(HttpContext http, StandInState state, Fault fault)
    {
        if (fault.Problem() is { } problem) return Refuse(http, problem);
        state.AddFault(fault);
        return Write(http, fault, StatusCodes.Status201Created);
    }

    private static Task SetCredits(HttpContext http, StandInState state, SubscriptionSetting wanted)
    {
        if (wanted.Credits < 0) return Refuse(http, "credits must not be negative");
        state.SetCredits(wanted.Openid, wanted.TemplateId, wanted.Credits);
        return Write(http, wanted);
    }

    private static Task SetActivity(HttpContext http, StandInState state, ActivitySetting wanted)
    {
        if (wanted.MinutesAgo < 0) return Refuse(http, "minutesAgo must not be negative");
        state.SetActivity(wanted.Openid, TimeSpan.FromMinutes(wanted.MinutesAgo));
        return Write(http, new { wanted.Openid, LastActive = state.LastActive(wanted.Openid) });
    }

    private static object[] ListPushes(StandInState state) =>
        state.Locked(() => state.Pushes.Select(push => new { push.Event, push.Openid }).ToArray<object>());

    private static Task AddPush(HttpContext http, StandInState state, PushSetting wanted)
    {
        if (!SubscriptionEvents.Contains(wanted.Event, StringComparer.Ordinal))
            return Refuse(http, $"event must be one of {string.Join(", ", SubscriptionEvents)}");
        if (wanted.Items.Count == 0 || wanted.Items.Any(item => item.ValueKind is not JsonValueKind.Object))
            return Refuse(http, "items must be one or more objects");
        state.Locked(() => state.Pushes.Add(new SubscriptionPush(wanted.Openid, wanted.Event, wanted.Items)));
        return Write(http, new { wanted.Event, wanted.Openid }, StatusCodes.Status201Created);
    }

    private static async Task Flush(HttpContext http, StandInServer server, FlushRequest flush)
    {
        if (flush.Problem() is { } problem)
        {
            await Refuse(http, problem);
            return;
        }

        try
        {
            await Items(http, await server.FlushPushes(flush));
        }
        catch (InvalidOperationException missing)
        {
            await Refuse(http, missing.Message, StatusCodes.Status409Conflict);
        }
    }

    // Read whatever the content type says: these routes are also for typing by hand. No body means the defaults.
    private static async Task With<T>(HttpContext http, Func<T, Task> use)
    {
        T? wanted;
        try
        {
            using var buffer = new MemoryStream();
            await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
            var json = buffer.Length == 0 ? "{}"u8.ToArray() : buffer.ToArray();
            wanted = JsonSerializer.Deserialize<T>(json, StandInJson.Control);
        }
        catch (JsonException problem)
        {
            await Refuse(http, problem.Message);
            return;
        }

        if (wanted is null) await Refuse(http, "a JSON object is needed");
        else await use(wanted);
    }

    private static Task Items<T>(HttpContext http, IReadOnlyList<T> items) => Write(http, new { Items = items });

    private static Task Done(HttpContext http, Action work)
    {
        work();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task Refuse(HttpContext http, string error, int status = StatusCodes.Status400BadRequest) =>
        Write(http, new { Error = error }, status);

    private static Task Write<T>(HttpContext http, T value, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(value, StandInJson.Control, http.RequestAborted);
    }

    private sealed record SubscriptionSetting
    {
        public required string Openid { get; init; }
        public required string TemplateId { get; init; }
        public required int Credits { get; init; }
    }

    private sealed record ActivitySetting
    {
        public required string Openid { get; init; }
        public required double MinutesAgo { get; init; }
    }

    private sealed record PushSetting
    {
        public required string Openid { get; init; }
        public required string Event { get; init; }
        public required IReadOnlyList<JsonElement> Items { get; init; }
    }
}
