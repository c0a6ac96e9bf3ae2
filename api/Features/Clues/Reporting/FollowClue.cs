using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Clues;

/// <summary>What the caller hears of a clue.</summary>
public sealed record ClueFollowView(bool Follows, bool Muted);

/// <summary>
/// "I saw it too", instead of reporting it again: who follows hears what comes of it. And the opposite: who mutes a clue hears of it only
/// what waits for them.
/// </summary>
public sealed class FollowClue(Db db, ClueAccess access, CluePeopleStore people, TimeProvider time)
{
    private readonly CluePeopleStore people = people;

    /// <summary>"I saw it too" (关注), instead of reporting it again: the caller hears what comes of it.</summary>
    public static Task<IResult> Follow(EntityId id, Caller caller, IdempotentCall call, FollowClue follow) => follow.Follow(id, caller, call);

    /// <summary>The caller no longer hears what comes of the clue.</summary>
    public static Task<NoContent> Unfollow(EntityId id, Caller caller, FollowClue follow) =>
        follow.Undo(id, caller, tx => follow.people.Unfollow(tx, id.Value, caller.UserId));

    /// <summary>The caller hears of the clue only what waits for their own answer or can be appealed.</summary>
    public static Task<IResult> Mute(EntityId id, Caller caller, IdempotentCall call, FollowClue follow) => follow.Mute(id, caller, call);

    /// <summary>The caller hears everything about the clue again.</summary>
    public static Task<NoContent> Unmute(EntityId id, Caller caller, FollowClue follow) =>
        follow.Undo(id, caller, tx => follow.people.Unmute(tx, id.Value, caller.UserId));

    private async Task<IResult> Follow(EntityId id, Caller caller, IdempotentCall call)
    {
        if ((await access.Visible(id, caller)).Clue.ReporterId == caller.UserId)
            throw new Refusal(ClueErrors.OwnFollow);
        return await call.Move(async tx =>
        {
            await people.Follow(tx, id.Value, caller.UserId, time.Now());
            return new ClueFollowView(Follows: true, await people.HasMuted(tx, id.Value, caller.UserId));
        });
    }

    private async Task<IResult> Mute(EntityId id, Caller caller, IdempotentCall call)
    {
        await access.Visible(id, caller);
        return await call.Move(async tx =>
        {
            await people.Mute(tx, id.Value, caller.UserId, time.Now());
            return new ClueFollowView(await people.Follows(tx, id.Value, caller.UserId), Muted: true);
        });
    }

    private async Task<NoContent> Undo(EntityId id, Caller caller, Func<Tx, Task<int>> undo)
    {
        await access.Visible(id, caller);
        await db.InTransaction(caller, undo);
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
