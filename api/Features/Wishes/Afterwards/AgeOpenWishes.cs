using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Afterwards;

/// <summary>
/// Looks after open wishes that nobody takes on: first a wish turns cold and is offered to those who may help, then staff are asked to
/// decide. Both count from the moment at which the wish was last open for everyone.
/// </summary>
public sealed class AgeOpenWishes(
    Db db, CrowdPledging pledging, WaitStore waits, WishMoves moves, StaffNews staff, UnitStore units, OfferStore offers,
    IOptions<WishOptions> options) : IJob
{
    private const int Batch = 200;
    private const int MostAsked = 20;

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => await db.InTransactionEach(
        await db.Read(session => waits.ListDue(session, WishStatus.Open, now, Batch)), (tx, id) => Age(tx, id, now));

    /// <summary>Runners may race: each waits for the lock, and the one who comes second finds nothing due.</summary>
    private async Task<int> Age(Tx tx, long id, DateTimeOffset now)
    {
        if (await pledging.Lock(tx, id) is not { Status: WishStatus.Open, Review.DueAt: { } dueAt } wish)
            return 0;
        return wish.Review.ColdSince is null ? await TurnCold(tx, wish, dueAt, now) : await CallForDecision(tx, wish, now);
    }

    private async Task<int> TurnCold(Tx tx, Wish wish, DateTimeOffset dueAt, DateTimeOffset now)
    {
        var decideAt = dueAt + (options.Value.DecideAfter - options.Value.ColdAfter);
        if (await waits.TakeDue(tx, wish.Id, WishStatus.Open, decideAt, now) == 0)
            return 0;
        await waits.AddMark(tx, wish, WishMark.Cold, now);
        // Whoever was asked once and did not come is not asked again when the wish comes back and turns cold a second time.
        var asked = await waits.HasBeenCold(tx, wish.Id) ? [] : await AskForHelp(tx, wish, now);
        await moves.Record(tx, wish, Aged(WishAction.TurnCold), now, asked);
        return 1;
    }

    /// <summary>Who speaks for a unit that stands by the community, then members who offer such help, the nearest first.</summary>
    private async Task<IReadOnlyList<long>> AskForHelp(Tx tx, Wish wish, DateTimeOffset now)
    {
        var secretaries = (await units.ListPairedSecretaries(tx, wish.Place.CommunityId, MostAsked)).Where(id => id != wish.AuthorId).ToList();
        var fitting = (await offers.ListFitting(tx, wish.Place, wish.Category.Word(), wish.AuthorId, MostAsked))
            .Except(secretaries).Take(MostAsked - secretaries.Count).ToList();
        await offers.MarkAsked(tx, fitting, now);
        return [.. secretaries, .. fitting];
    }

    /// <summary>Comes again until somebody hears of it.</summary>
    private async Task<int> CallForDecision(Tx tx, Wish wish, DateTimeOffset now)
    {
        long[] notFor = [wish.AuthorId];
        var here = await staff.Nearest(tx, wish.Place.Up(AreaLevel.Community), notFor);
        var deciders = here.Union(await staff.Nearest(tx, wish.Place.Up(AreaLevel.Street), notFor)).ToList();
        var next = deciders.Count == 0 ? now + StaffNews.AskAgain : (DateTimeOffset?)null;
        if (await waits.TakeDue(tx, wish.Id, WishStatus.Open, next, now) == 0 || deciders.Count == 0)
            return 0;
        await waits.AddMark(tx, wish, WishMark.Undecided, now);
        await moves.Record(tx, wish, Aged(WishAction.CallForDecision), now, deciders);
        return 1;
    }

    private static WishMove Aged(WishAction action) => new(action, WishStatus.Open, WishStatus.Open, WishActor.System, null);
}
