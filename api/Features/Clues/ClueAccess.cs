using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Clues;

/// <summary>Finds the clue that an operation is about, in the role that the caller needs for it.</summary>
public sealed class ClueAccess(Db db, ClueStore clues, ClueHands hands, AreaStore areas)
{
    /// <summary>A clue that the caller may see; 404 otherwise, so that nobody learns that it exists.</summary>
    public async Task<SeenClue> Visible(EntityId id, Caller caller)
    {
        var clue = await db.Read(async session =>
        {
            if (await clues.Find(session, id.Value) is not { } stored)
                return null;
            var met = await hands.AsMetBy(session, stored, caller);
            return met.IsListed || met.RolesOf(caller).Count > 0 || await hands.Helps(session, met, caller) ? met : null;
        });
        return clue is null ? throw new Refusal(RequestErrors.NotFound) : new SeenClue(clue, await areas.NameOf(clue.Area.CommunityId));
    }

    /// <summary>The clue for staff: those of its area, its owner and the helpers. For everyone else it is not there.</summary>
    public async Task<SeenClue> ForStaff(EntityId id, Caller caller)
    {
        var seen = await Visible(id, caller);
        return seen.Clue.IsUnderStaff(caller) || seen.Clue.OwnerId == caller.UserId
            || await db.Read(session => hands.Helps(session, seen.Clue, caller))
            ? seen
            : throw new Refusal(RequestErrors.NotFound);
    }

    public async Task<SeenClue> As(ClueActor actor, EntityId id, Caller caller)
    {
        var seen = actor == ClueActor.Reporter ? await Visible(id, caller) : await ForStaff(id, caller);
        RequireRole(seen.Clue, actor, caller);
        return seen;
    }

    /// <summary>Asked again under the lock: the owner may be another by then.</summary>
    internal static void RequireRole(Clue clue, ClueActor actor, Caller caller)
    {
        if (actor != ClueActor.Reporter && clue.ReporterId == caller.UserId)
            throw new Refusal(ClueErrors.OwnCase);
        if (!clue.RolesOf(caller).Contains(actor))
            throw new Refusal(RequestErrors.AccessDenied);
    }
}

public sealed record SeenClue(Clue Clue, string CommunityName);
