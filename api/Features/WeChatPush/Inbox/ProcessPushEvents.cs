using System.Diagnostics.Metrics;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Telemetry;

namespace LinYuan.Api.Features.WeChatPush.Inbox;

/// <summary>
/// Hands waiting events to the areas that handle them, each event in a transaction of its own: one that fails does not stop the next.
/// An event that fails again and again is left as failed, for staff to see in the log and in the figures.
/// </summary>
public sealed partial class ProcessPushEvents(
    Db db, PushEventStore inbox, IEnumerable<PushEventHandler> handlers, IServiceProvider services, ILogger<ProcessPushEvents> logger) : IJob
{
    private const int Batch = 200;
    private const int Tries = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly Meter Meter = new(Meters.Name);

    private static readonly Counter<long> Outcomes =
        Meter.CreateCounter<long>("linyuan.wechat.pushes", "{event}", "Pushed events handled, by event and outcome.");

    private readonly ILookup<string, PushEventHandler> byEvent = handlers.ToLookup(handler => handler.Event, StringComparer.Ordinal);

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var handled = 0;
        foreach (var push in await db.Read(session => inbox.ListDue(session, now, Batch)))
        {
            if (cancellation.IsCancellationRequested)
                break;
            handled += await Process(push, now) ? 1 : 0;
        }
        return handled;
    }

    private async Task<bool> Process(DuePushEvent push, DateTimeOffset now)
    {
        try
        {
            return await db.InTransaction(tx => Handle(tx, push.Id, now)) is { } state && Count(push, state.Word());
        }
        catch (Refusal refusal)
        {
            // Not a fault: the rules say no, and will say so until a person has looked into it.
            await GiveUp(push, now, refusal.Error.Code);
        }
        // A database that is away is no fault of the event, which waits with its tries untouched.
        catch (Exception error) when (error is not (OperationCanceledException or DatabaseUnavailableException))
        {
            LogError(error, push.Id, push.Event);
            var reason = error.GetType().Name;
            if (push.Attempts + 1 >= Tries)
                await GiveUp(push, now, reason);
            else if (await db.InTransaction(tx => inbox.TryAgainAt(tx, push, now + FirstPause * Math.Pow(2, push.Attempts), reason)) > 0)
                Count(push, "retried");
        }
        return false;
    }

    /// <summary>Null when somebody else has the event, or had it first.</summary>
    private async Task<PushEventState?> Handle(Tx tx, long id, DateTimeOffset now)
    {
        if (await inbox.Take(tx, id) is not { } push)
            return null;
        foreach (var handler in byEvent[push.Event])
            await handler.Handle(services, tx, push);
        var state = byEvent.Contains(push.Event) ? PushEventState.Done : PushEventState.Ignored;
        await inbox.Finish(tx, id, state, now);
        return state;
    }

    private async Task GiveUp(DuePushEvent push, DateTimeOffset now, string reason)
    {
        if (await db.InTransaction(tx => inbox.GiveUp(tx, push, now, reason)) == 0)
            return;
        Count(push, PushEventState.Failed.Word());
        LogGivenUp(push.Id, push.Event, reason);
    }

    /// <summary>Events that nobody handles share a tag: WeChat may think of any number of names.</summary>
    private bool Count(DuePushEvent push, string outcome)
    {
        Outcomes.Add(1, new("event", byEvent.Contains(push.Event) ? push.Event : "other"), new("outcome", outcome));
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "Pushed event {Id} ({PushEvent}) could not be processed")]
    private partial void LogError(Exception error, long id, string pushEvent);

    [LoggerMessage(LogLevel.Error, "Pushed event {Id} ({PushEvent}) is left to staff: {Reason}")]
    private partial void LogGivenUp(long id, string pushEvent, string reason);
}
