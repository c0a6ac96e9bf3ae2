using LinYuan.Api.Features.Wishes.CallBacks;
using LinYuan.Api.Features.Wishes.Claims.Delivery;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Timers;

/// <summary>
/// Ends deliveries that the resident did not answer: counted apart from confirmed ones, and credited half. About some of them staff call
/// back, and about each whose handover code is in doubt.
/// </summary>
public sealed class CloseSilentDeliveries(
    Db db, WishStore wishes, WishMoves moves, WishOutcomeStore store, WishOutcomes outcomes, CallBackSample sample, CallBackStore callBacks,
    IOptions<WishOptions> options) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var before = now - options.Value.ConfirmWithin;
        return await db.InTransactionEach(
            await db.Read(session => store.ListSilent(session, before, Batch)), (tx, id) => Close(tx, id, before, now));
    }

    private async Task<int> Close(Tx tx, long id, DateTimeOffset before, DateTimeOffset now)
    {
        var wish = (await wishes.Find(tx, id))!;
        var isCalledBack = await sample.Has(tx, wish);
        if (await store.TimeOut(tx, id, keepsContact: isCalledBack, before, now) == 0)
            return 0;
        if (isCalledBack)
            await callBacks.Insert(tx, wish, now, now + options.Value.CallBackWithin);
        await outcomes.Complete(tx, wish, isConfirmed: false, now);
        var move = new WishMove(WishAction.TimeOut, WishStatus.Delivered, WishStatus.FulfilledUnconfirmed, WishActor.System, null);
        await moves.Record(tx, wish, move, now);
        return 1;
    }
}
