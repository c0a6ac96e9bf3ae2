using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
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
                wish.Comment, Contact = await wishes.FindContact(session, wish.Id),
            });
        }
        var taken = (await claims.ListOf(session, userId, long.MaxValue, Most)).Select(claim => new
        {
            Id = new EntityId(claim.Id), WishId = new EntityId(claim.WishId), claim.ClaimedAt, claim.EndedAt, claim.Outcome,
        });
        var pledged = (await services.GetRequiredService<PledgeStore>().ListOf(session, userId, long.MaxValue, Most)).Select(pledge => new
        {
            Id = new EntityId(pledge.Id), WishId = new EntityId(pledge.WishId), pledge.ItemName, pledge.Quantity, pledge.ItemUnit, pledge.Status,
            pledge.PledgedAt, pledge.ReceivedAt,
        });
        return new { Wishes = mine, Claims = taken.ToList(), Pledges = pledged.ToList() };
    }

    /// <summary>
    /// Refused while somebody waits for this person: a helper with the wish in hand, or a resident who was promised help. A promise of
    /// items is withdrawn in one call, or ends by its time; what was brought stays on record, by nobody's name.
    /// </summary>
    public static async Task Erase(IServiceProvider services, Tx tx, long userId)
    {
        var (wishes, claims) = (services.GetRequiredService<WishStore>(), services.GetRequiredService<WishClaimStore>());
        // First of all, as a pledge does it too: none is made between the question below and the commit.
        await services.GetRequiredService<MemberStore>().Lock(tx, userId);
        await claims.Erase(tx, userId);
        await services.GetRequiredService<WishFollowStore>().Erase(tx, userId);
        await services.GetRequiredService<CrowdStore>().Erase(tx, userId);
        await wishes.Erase(tx, userId, services.GetRequiredService<TimeProvider>().Now());
        // Asked last: by then the person's rows are locked, so that none is claimed between the answer and the commit.
        if (await wishes.HasInHand(tx, userId) || await claims.CountInHand(tx, userId) > 0
            || await services.GetRequiredService<PledgeStore>().CountPromised(tx, userId) > 0)
            throw new Refusal(MemberErrors.HasOpenCases);
    }
}
