using LinYuan.Api.Features.Clues;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Registrations;

/// <summary>Writes the event of a move that was just made and the news of it, and makes the messages when they are sent.</summary>
public sealed class GridWorkerMoves(
    Db db, GridWorkerStore store, TakeBackClues clues, MemberStore members, OutboxStore outbox, SubscribeDelivery wechat)
{
    private const int MostStaff = 50;

    public static void AddRoutes(IServiceCollection services)
    {
        foreach (var kind in GridWorkerNews.Kinds.Keys)
            services.AddSingleton(new OutboxRoute(kind, (provider, message, cancellation) =>
                provider.GetRequiredService<GridWorkerMoves>().Deliver(message, cancellation)));
    }

    /// <summary>With the end of an appointment, whichever way it ends, the clues in hand go back to the desk.</summary>
    public async Task Record(Tx tx, GridWorker worker, GridWorkerMove move, DateTimeOffset now)
    {
        var eventId = await store.AddEvent(tx, worker.Id, move, now);
        // Who made the move knows of it; who is concerned in two ways hears it once, by the first line of the table.
        HashSet<long> told = move.ActorId is { } actor ? [actor] : [];
        foreach (var hearing in GridWorkerNews.Table.Where(line => line.Action == move.Action))
        {
            foreach (var personId in (await Listeners(tx, worker, hearing.Listener)).Where(told.Add))
                await outbox.Add(tx, new OutboxMessage(hearing.Kind, worker.Id, personId, $"{hearing.Kind}:{eventId}:{personId}"), now);
        }
        if (move is { From: GridWorkerStatus.Appointed, To: GridWorkerStatus.Ended })
            await clues.FromGridWorker(tx, worker.UserId, worker.Place, now);
    }

    /// <summary>Reminds the grid worker and the community that the term ends. The end makes it one reminder for each term.</summary>
    public async Task Remind(Tx tx, GridWorker worker, DateTimeOffset now)
    {
        foreach (var personId in (await Listeners(tx, worker, GridWorkerListener.Community)).Append(worker.UserId).Distinct())
        {
            var key = $"{GridWorkerNews.TermEnding}:{worker.Id}:{worker.TermEndsAt!.Value.ToUnixTimeSeconds()}:{personId}";
            await outbox.Add(tx, new OutboxMessage(GridWorkerNews.TermEnding, worker.Id, personId, key), now);
        }
    }

    private Task<IReadOnlyList<long>> Listeners(Tx tx, GridWorker worker, GridWorkerListener listener) => listener switch
    {
        GridWorkerListener.Community => members.ListStaffAt(tx, [worker.Place.CommunityId], MostStaff),
        GridWorkerListener.Street => members.ListStaffAt(tx, [worker.Place.StreetId], MostStaff),
        _ => Task.FromResult<IReadOnlyList<long>>([worker.UserId]),
    };

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
        return await wechat.Send(openId, GridWorkerNews.Template, $"pages/grid-worker/index?id={worker.Id}", data, cancellation);
    }
}
