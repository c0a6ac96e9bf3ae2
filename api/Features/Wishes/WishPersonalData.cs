using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Features.Wishes.CallBacks;
using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.Duplicates;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <summary>What the wishes area holds on a person: the wishes with their contact, and the claims.</summary>
internal static class WishPersonalData
{
    private const int Most = 1000;

    public static async Task<object> Export(IServiceProvider services, DbSession session, long userId)
    {
        var (wishes, claims) = (services.GetRequiredService<WishStore>(), services.GetRequiredService<WishClaimStore>());
        List<object> mine = [];
        foreach (var wish in await wishes.ListMine(session, userId, long.MaxValue, Most))
        {
            mine.Add(new
            {
                Id = new EntityId(wish.Id), wish.Category, wish.Status, wish.Text, wish.PublicTitle, wish.PublicStory, wish.SubmittedAt, wish.Score,
                wish.Comment, wish.Review.EstimatedYuan, wish.FiledRelation,
                // Whom it was filed for is another person.
                Contact = wish.RepresentedId is null ? await wishes.FindContact(session, wish.Id) : null,
            });
        }
        var claimed = await claims.ListOf(session, userId, long.MaxValue, Most);
        var helped = await wishes.ListByIds(session, [.. claimed.Select(claim => claim.WishId).Distinct().Take(200)]);
        var taken = claimed.Select(claim => new
        {
            Id = new EntityId(claim.Id), WishId = new EntityId(claim.WishId), claim.ClaimedAt, claim.EndedAt, claim.Outcome,
            DeliveryNote = helped.GetValueOrDefault(claim.WishId) is { } wish && wish.ClaimerId == userId ? wish.DeliveryNote : null,
        });
        var reasons = (await wishes.ListReasonsBy(session, userId, Most)).Select(reason => new
        {
            WishId = new EntityId(reason.WishId), reason.At, reason.Action, reason.Reason,
        });
        var pledged = (await services.GetRequiredService<PledgeStore>().ListOf(session, userId, long.MaxValue, Most)).Select(pledge => new
        {
            Id = new EntityId(pledge.Id), WishId = new EntityId(pledge.WishId), pledge.ItemName, pledge.Quantity, pledge.ItemUnit, pledge.Status,
            pledge.PledgedAt, pledge.ReceivedAt,
        });
        var stories = (await services.GetRequiredService<StoryStore>().ListConsentsOf(session, userId, Most)).Select(consent => new
        {
            WishId = new EntityId(consent.WishId), consent.Agrees, consent.DecidedAt,
        });
        return new
        {
            Wishes = mine, Claims = taken.ToList(), Pledges = pledged.ToList(), Reasons = reasons.ToList(), StoryConsents = stories.ToList(),
            StandBys = await StandBysOf(services, session, userId), CallBacks = await CallBacksOf(services, session, userId),
        };
    }

    private static async Task<object> StandBysOf(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<StandByStore>().ListOf(session, userId, long.MaxValue, Most)).Select(place => new
        {
            WishId = new EntityId(place.WishId), place.JoinedAt, place.Position,
        }).ToList();

    private static async Task<object> CallBacksOf(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<CallBackStore>().ListOfAuthor(session, userId, Most)).Select(call => new
        {
            WishId = new EntityId(call.WishId), call.Status, call.DueAt, call.RecordedAt, call.Score, call.Note,
        }).ToList();

    /// <summary>The person's places in queues and offers go to those behind; who waits for a wish of the person hears that it is over.</summary>
    private static async Task EndWaiting(IServiceProvider services, Tx tx, long userId)
    {
        var (store, now) = (services.GetRequiredService<StandByStore>(), services.GetRequiredService<TimeProvider>().Now());
        await services.GetRequiredService<StandByOffers>().Forget(tx, userId, now);
        foreach (var wishId in await store.ListAwaitedOf(tx, userId))
        {
            foreach (var memberId in await store.ListWaiting(tx, wishId))
                await services.GetRequiredService<OutboxStore>().Add(tx, WishMoves.Message(WishNews.WaitEnded, wishId, wishId, memberId), now);
            await store.Empty(tx, wishId);
        }
    }

    /// <summary>
    /// Refused while somebody waits for this person: a helper with the wish in hand, or a resident who was promised help. A promise of
    /// items is withdrawn in one call, or ends by its time; what was brought stays on record, by nobody's name.
    /// </summary>
    public static async Task Erase(IServiceProvider services, Tx tx, long userId)
    {
        var (wishes, claims) = (services.GetRequiredService<WishStore>(), services.GetRequiredService<WishClaimStore>());
        await claims.Erase(tx, userId);
        await services.GetRequiredService<WishFollowStore>().Erase(tx, userId);
        await services.GetRequiredService<CallBackStore>().Erase(tx, userId);
        await EndWaiting(services, tx, userId);
        await services.GetRequiredService<CrowdStore>().Erase(tx, userId);
        var now = services.GetRequiredService<TimeProvider>().Now();
        await wishes.Erase(tx, userId, now);
        await services.GetRequiredService<WaitStore>().Erase(tx, userId);
        await services.GetRequiredService<WishLikenessStore>().Erase(tx, userId);
        await services.GetRequiredService<StoryStore>().Erase(tx, userId, now);
        // Asked last: by then the person's rows are locked, so that none is claimed between the answer and the commit.
        if (await wishes.HasInHand(tx, userId) || await claims.CountInHand(tx, userId) > 0
            || await services.GetRequiredService<PledgeStore>().CountPromised(tx, userId) > 0)
            throw new Refusal(MemberErrors.HasOpenCases);
    }
}
