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
        return new { Wishes = mine, Claims = taken.ToList() };
    }

    /// <summary>Refused while somebody waits for this person: a helper with the wish in hand, or a resident who was promised help.</summary>
    public static async Task Erase(IServiceProvider services, Tx tx, long userId)
    {
        var (wishes, claims) = (services.GetRequiredService<WishStore>(), services.GetRequiredService<WishClaimStore>());
        await claims.Erase(tx, userId);
        await wishes.Erase(tx, userId, services.GetRequiredService<TimeProvider>().Now());
        // Asked last: by then the person's rows are locked, so that none is claimed between the answer and the commit.
        if (await wishes.HasInHand(tx, userId) || await claims.CountInHand(tx, userId) > 0)
            throw new Refusal(MemberErrors.HasOpenCases);
    }
}
