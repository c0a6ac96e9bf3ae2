using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Clues;

/// <param name="Name">Masked; of staff a nickname, since those who work together know each other by more than that; of a part-time grid worker the real name, as in their list.</param>
/// <param name="AreaName">Where the person's role or appointment is.</param>
/// <param name="IsPartTime">A part-time grid worker (兼职网格员), who has no staff role.</param>
public sealed record PossibleOwnerView(EntityId UserId, string Name, string AreaName, bool IsPartTime);

/// <summary>
/// Who can be given a clue: whoever has a staff role at the community, one of its grids, its street or its district, and the part-time
/// grid workers of the community. Not the reporter.
/// </summary>
/// <remarks>
/// The reporter stands in the list like everyone else, for who is missing from it would be known to have reported. A dispatch to the
/// reporter is refused in words that fit several causes, such as an appointment that has just ended; whoever tries it on purpose may
/// still guess, and that cannot be helped: nobody may be given what they reported themselves.
/// </remarks>
public sealed class ClueOwners(Db db, MemberStore members, GridWorkerStore gridWorkers, AreaStore areas)
{
    private const int MostGrids = 100;
    private const int MostOwners = 50;

    public async Task<IReadOnlyList<PossibleOwnerView>> List(Clue clue) => await db.Read(async session =>
    {
        var names = await AreasOf(session, clue);
        List<PossibleOwnerView> owners = [];
        foreach (var userId in await members.ListStaffAt(session, [.. names.Keys], MostOwners))
        {
            var area = (await members.ListRoles(session, userId)).First(role => role.Role == Caller.StaffRole && names.ContainsKey(role.AreaId)).AreaId;
            owners.Add(new PossibleOwnerView(new EntityId(userId), await NameOfStaff(session, userId), names[area], IsPartTime: false));
        }
        var listed = owners.Select(owner => owner.UserId.Value).ToHashSet();
        foreach (var worker in (await gridWorkers.ListAppointed(session, clue.Area.CommunityId, MostOwners)).Where(worker => listed.Add(worker.UserId)))
            owners.Add(new PossibleOwnerView(
                new EntityId(worker.UserId), Mask.Name(worker.RealName), names.GetValueOrDefault(worker.AreaId, ""), IsPartTime: true));
        return owners;
    });

    /// <summary>Refuses people who cannot be given this clue, all in the same words.</summary>
    public async Task Require(DbSession session, Clue clue, IReadOnlyCollection<long> userIds)
    {
        foreach (var userId in userIds)
        {
            if (userId == clue.ReporterId || !await MayOwn(session, clue.Area, userId))
                throw new Refusal(ClueErrors.OwnerUnsuitable);
        }
    }

    public async Task<bool> MayOwn(DbSession session, Placement place, long userId) =>
        await IsStaffAt(session, place, userId) || await gridWorkers.IsAppointed(session, userId, place.CommunityId);

    public async Task<bool> IsStaffAt(DbSession session, Placement place, long userId)
    {
        var at = (await members.ListRoles(session, userId)).Where(role => role.Role == Caller.StaffRole).Select(role => role.AreaId).ToHashSet();
        return at.Contains(place.CommunityId) || at.Contains(place.StreetId) || at.Contains(place.DistrictId)
            || at.Count > 0 && (await GridsOf(session, place.CommunityId)).Any(grid => at.Contains(grid.Id));
    }

    private async Task<string> NameOfStaff(DbSession session, long userId)
    {
        var nickname = (await members.FindProfile(session, userId))?.Nickname;
        return string.IsNullOrEmpty(nickname) ? "工作人员" : Mask.Name(nickname);
    }

    private async Task<Dictionary<long, string>> AreasOf(DbSession session, Clue clue)
    {
        var names = (await GridsOf(session, clue.Area.CommunityId)).ToDictionary(area => area.Id, area => area.Name);
        foreach (var id in new[] { clue.Area.CommunityId, clue.Area.StreetId, clue.Area.DistrictId })
            names[id] = await areas.NameOf(id);
        return names;
    }

    private Task<IReadOnlyList<Area>> GridsOf(DbSession session, long communityId) =>
        areas.List(session, communityId, AreaLevel.Grid, 0, MostGrids);
}

public static class ListPossibleClueOwners
{
    /// <summary>Who can be given a clue.</summary>
    public static async Task<Whole<PossibleOwnerView>> Handle(EntityId id, Caller caller, ClueAccess access, ClueOwners owners) =>
        new(await owners.List((await access.As(ClueActor.Desk, id, caller)).Clue));
}
