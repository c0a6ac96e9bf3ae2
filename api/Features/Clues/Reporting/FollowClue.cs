using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Clues;

public sealed record ClueFollowView(bool Follows);

/// <summary>"I saw it too", instead of reporting it again: who follows hears what comes of it.</summary>
public sealed class FollowClue(Db db, ClueAccess access, CluePeopleStore people, TimeProvider time)
{
    public static Task<IResult> Follow(EntityId id, Caller caller, IdempotentCall call, FollowClue follow) => follow.Follow(id, caller, call);

    public static Task<NoContent> Unfollow(EntityId id, Caller caller, FollowClue follow) => follow.Unfollow(id, caller);

    private async Task<IResult> Follow(EntityId id, Caller caller, IdempotentCall call)
    {
        if ((await access.Visible(id, caller)).Clue.ReporterId == caller.UserId)
            throw new Refusal(ClueErrors.OwnFollow);
        return await call.Move(async tx =>
        {
            await people.Follow(tx, id.Value, caller.UserId, time.Now());
            return new ClueFollowView(Follows: true);
        });
    }

    private async Task<NoContent> Unfollow(EntityId id, Caller caller)
    {
        await access.Visible(id, caller);
        await db.InTransaction(tx => people.Unfollow(tx, id.Value, caller.UserId));
        return TypedResults.NoContent();
    }
}

/// <summary>The clues that the caller follows, newest first, as everyone sees them.</summary>
public static class ListFollowedClues
{
    public static async Task<Page<PublicClueView>> Handle(
        PageQuery page, Caller caller, Db db, ClueListStore lists, CluePeopleStore people, AreaStore areas)
    {
        var before = page.AfterOr(long.MaxValue);
        var (ids, about) = await db.Read(async session =>
        {
            var followed = await people.ListFollowed(session, caller.UserId, before, page.Rows);
            return (followed, await lists.ListByIds(session, followed));
        });
        return await page.Cut([.. ids.Where(about.ContainsKey)], id => [id], async id =>
            ClueViews.Public(about[id], await areas.NameOf(about[id].Area.CommunityId)));
    }
}
