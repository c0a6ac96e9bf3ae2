using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Registrations.GridWorkers.Core;

/// <summary>Hears, in its transaction, that somebody is no grid worker any more; areas that give grid workers something to do register one.</summary>
public delegate Task AppointmentEnded(Tx tx, long userId, Placement place);

/// <summary>Writes the event of a move that was just made and the news of it, and makes the messages when they are sent.</summary>
public sealed class GridWorkerMoves(
    Db db, GridWorkerStore store, IEnumerable<AppointmentEnded> ended, MemberStore members, StaffNews staff, OutboxStore outbox, SubscribeDelivery wechat)
{
    public static void AddRoutes(IServiceCollection services)
    {
        foreach (var kind in GridWorkerNews.Kinds.Keys)
            services.AddSingleton(new OutboxRoute(kind, (provider, message, cancellation) =>
                provider.GetRequiredService<GridWorkerMoves>().Deliver(message, cancellation)));
    }

    /// <summary>The end of an appointment, whichever way it ends, is told to whoever has given the grid worker something to do.</summary>
    public async Task Record(Tx tx, GridWorker worker, GridWorkerMove move, DateTimeOffset now)
    {
        var eventId = await store.AddEvent(tx, worker.Id, move, now);
        // Who made the move knows of it; who is concerned in two ways hears it once, by the first line of the table.
        HashSet<long> told = move.ActorId is { } actor ? [actor] : [];
        foreach (var hearing in GridWorkerNews.Table.Where(line => line.Action == move.Action))
        {
            var news = new NewsForStaff(hearing.Kind, worker.Id, $"{eventId}", PathOf(worker, hearing.Listener))
            {
                NotFor = [worker.UserId, .. move.ActorId is { } mover ? [mover] : Array.Empty<long>()],
            };
            if (hearing.Listener != GridWorkerListener.Applicant)
                await staff.Tell(tx, news, now, told);
            else if (told.Add(worker.UserId))
                await outbox.Add(tx, news.For(worker.UserId), now);
        }
        if (move is { From: GridWorkerStatus.Appointed, To: GridWorkerStatus.Ended })
        {
            foreach (var hear in ended)
                await hear(tx, worker.UserId, worker.Place);
        }
    }

    /// <summary>Reminds the grid worker and the community that the term ends. The end makes it one reminder for each term.</summary>
    public async Task Remind(Tx tx, GridWorker worker, DateTimeOffset now)
    {
        var news = new NewsForStaff(
            GridWorkerNews.TermEnding, worker.Id, $"{worker.Id}:{worker.TermEndsAt!.Value.ToUnixTimeSeconds()}",
            PathOf(worker, GridWorkerListener.Community)) { NotFor = [worker.UserId] };
        await outbox.Add(tx, news.For(worker.UserId), now);
        await staff.Tell(tx, news, now);
    }

    private static IReadOnlyList<long> PathOf(GridWorker worker, GridWorkerListener listener) =>
        worker.Place.Up(listener == GridWorkerListener.Street ? AreaLevel.Street : AreaLevel.Community);

    private async Task<Delivery> Deliver(LeasedMessage message, CancellationToken cancellation)
    {
        var (worker, openId) = await db.Read(async session =>
            (await store.Find(session, message.SubjectId), await members.FindOpenId(session, message.RecipientId)));
        var kind = GridWorkerNews.Kinds[message.Kind];
        if (worker?.Status != kind.TrueIn)
            return Delivery.NoLongerTrue;
        Dictionary<string, string> data = new(StringComparer.Ordinal)
        {
            ["thing1"] = SubscribeValue.Thing("兼职网格员"),
            ["thing2"] = SubscribeValue.Thing(kind.Words),
            ["time3"] = SubscribeValue.Time(message.CreatedAt),
        };
        return await wechat.Send(message, openId, GridWorkerNews.Template, $"pages/grid-worker/index?id={worker.Id}", data, cancellation);
    }
}
