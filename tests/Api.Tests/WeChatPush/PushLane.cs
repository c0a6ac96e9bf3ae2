using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using LinYuan.Api.Features.WeChatPush.Inbox;
using LinYuan.Api.Shared.Data;
using Microsoft.Extensions.DependencyInjection;
using WeChat.StandIn;

namespace LinYuan.Tests.WeChatPush;

/// <summary>A lane whose api takes pushes, and a WeChat that sends them.</summary>
public sealed class PushLane : IAsyncLifetime
{
    public const string Token = "tokenOfTheTests";
    public const string AesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    public const string PreviousAesKey = "zyxwvutsrqponmlkjihgfedcba9876543210ZYXWVUT";

    /// <summary>An event that only tests handle: by what they put into <see cref="Handlers"/> for the person.</summary>
    public const string TestEvent = "test_event";

    private Lane? lane;
    private StandInServer? pusher;

    public static string AppId { get; } = new StandInOptions().AppId;

    public Lane Lane => lane ?? throw new InvalidOperationException("The class has not started.");

    public ConcurrentDictionary<string, Func<Tx, PushEvent, Task>> Handlers { get; } = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        lane = await Lane.Start(new LaneSettings
        {
            Options = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["WeChat:PushToken"] = Token,
                ["WeChat:EncodingAesKey"] = AesKey,
                ["WeChat:PreviousEncodingAesKey"] = PreviousAesKey,
            },
            Services = services => services.AddSingleton(new PushEventHandler(TestEvent, (_, tx, push) =>
                push.OpenId is { } openId && Handlers.TryGetValue(openId, out var handle) ? handle(tx, push) : Task.CompletedTask)),
        });
        pusher = await StandInServer.Start(
            new StandInOptions { PushToken = Token, EncodingAesKey = AesKey, PushAddress = new Uri(lane.Http.BaseAddress!, "/wechat/push") }, lane.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (pusher is not null)
            await pusher.DisposeAsync();
        if (lane is not null)
            await lane.DisposeAsync();
    }

    public Task<Answer> Push(HandMadePush push) => Lane.Anyone.Send(push.Request());

    /// <summary>A push that WeChat makes by itself: queued, sent that often, and taken.</summary>
    public async Task WeChatPushes(string name, Person person, int copies, params object[] items)
    {
        using var http = new HttpClient { BaseAddress = pusher!.Address };
        // Names as they are written here: an item goes on to the api as it is.
        using var queued = await http.PostAsJsonAsync(
            "/_stand-in/pushes", new { openid = person.OpenId, @event = name, items }, JsonSerializerOptions.Default, TestContext.Current.CancellationToken);
        queued.EnsureSuccessStatusCode();
        var deliveries = await pusher.FlushPushes(new FlushRequest(Copies: copies));
        deliveries.Count.ShouldBe(copies);
        deliveries.ShouldAllBe(delivery => delivery.Delivered && delivery.Attempts == 1 && delivery.Reply == "success");
    }

    /// <summary>Runs the job as its runner would, whether or not its turn has come; the number of events handled.</summary>
    public Task<int> Process() => NewProcessor().Run(Lane.Clock.Now, CancellationToken.None);

    public ProcessPushEvents NewProcessor() => ActivatorUtilities.CreateInstance<ProcessPushEvents>(Lane.Services);

    public Task<long> Stored(string condition = "1 = 1", object? parameters = null) => Lane.Sql.Count("wechat_push_events WHERE " + condition, parameters);
}
