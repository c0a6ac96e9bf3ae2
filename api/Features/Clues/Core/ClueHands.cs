using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Clues.Core;

/// <summary>
/// Who has a clue in hand, helps with it, or could be given it, at this moment. Without a staff role that is a part-time grid worker, and
/// only while the appointment counts: between the end of a term and the job that takes the clue back it is theirs no more.
/// </summary>
public sealed class ClueHands(CasePeopleStore people, GridWorkerStore gridWorkers, MemberStore members, AreaStore areas)
{
    private const int MostGrids = 100;

    /// <summary>The clue as this caller meets it: without the owner where the caller was that and may not act any more.</summary>
    public async Task<Clue> AsMetBy(DbSession session, Clue clue, Caller caller) =>
        clue.OwnerId != caller.UserId || await MayWork(session, clue, caller) ? clue : clue with { OwnerId = null };

    public async Task<bool> Helps(DbSession session, Clue clue, Caller caller) =>
        await IsHelper(session, clue, caller) && await MayWork(session, clue, caller);

    public async Task<bool> Has(DbSession session, Clue clue, Caller caller) =>
        (clue.OwnerId == caller.UserId || await IsHelper(session, clue, caller)) && await MayWork(session, clue, caller);

    public async Task<bool> MayOwn(DbSession session, Placement place, long userId) =>
        await IsStaffAt(session, place, userId) || await gridWorkers.IsAppointed(session, userId, place.CommunityId);

    public async Task<bool> IsStaffAt(DbSession session, Placement place, long userId)
    {
        var at = (await members.ListRoles(session, userId)).Where(role => role.Role == Caller.StaffRole).Select(role => role.AreaId).ToHashSet();
        return at.Contains(place.CommunityId) || at.Contains(place.StreetId) || at.Contains(place.DistrictId)
            || at.Count > 0 && (await GridsOf(session, place.CommunityId)).Any(grid => at.Contains(grid.Id));
    }

    public Task<IReadOnlyList<Area>> GridsOf(DbSession session, long communityId) =>
        areas.List(session, communityId, AreaLevel.Grid, 0, MostGrids);

    private Task<bool> IsHelper(DbSession session, Clue clue, Caller caller) =>
        people.Has(session, ClueCases.KindName, clue.Id, CasePart.Helper, caller.UserId);

    private async Task<bool> MayWork(DbSession session, Clue clue, Caller caller) =>
        caller.IsStaff || await gridWorkers.IsAppointed(session, caller.UserId, clue.Area.CommunityId);
}
