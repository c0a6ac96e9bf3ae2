using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Clues;

/// <param name="Name">Masked; a nickname, since staff are known to each other by more than that.</param>
/// <param name="AreaName">Where the person's role is.</param>
public sealed record PossibleOwnerView(EntityId UserId, string Name, string AreaName);

/// <summary>
/// Who can be given a clue: whoever has a role at the community, one of its grids, its street or its district. The reporter never.
/// </summary>
public sealed class ClueOwners(Db db, MemberStore members, AreaStore areas)
{
    private const int MostGrids = 100;
    private const int MostOwners = 50;

    public async Task<IReadOnlyList<PossibleOwnerView>> List(Clue clue) => await db.Read(async session =>
    {
        var names = await AreasOf(session, clue);
        List<PossibleOwnerView> owners = [];
        foreach (var userId in (await members.ListStaffAt(session, [.. names.Keys], MostOwners)).Where(id => id != clue.ReporterId))
        {
            var roles = await members.ListRoles(session, userId);
            var nickname = (await members.FindProfile(session, userId))?.Nickname;
            var area = roles.First(role => role.Role == Caller.StaffRole && names.ContainsKey(role.AreaId)).AreaId;
            owners.Add(new PossibleOwnerView(new EntityId(userId), string.IsNullOrEmpty(nickname) ? "工作人员" : Mask.Name(nickname), names[area]));
        }
        return owners;
    });

    /// <summary>
    /// Refuses people who cannot be given this clue, the reporter in the same words as anyone else who is not in the list: another answer
    /// would say who reported. Before the transaction: a role that ends meanwhile ends a moment later.
    /// </summary>
    public async Task Require(Clue clue, IReadOnlyCollection<long> userIds)
    {
        var isSuitable = !userIds.Contains(clue.ReporterId) && await db.Read(async session =>
        {
            var names = await AreasOf(session, clue);
            foreach (var userId in userIds)
            {
                if (!(await members.ListRoles(session, userId)).Any(role => role.Role == Caller.StaffRole && names.ContainsKey(role.AreaId)))
                    return false;
            }
            return true;
        });
        if (!isSuitable)
            throw new Refusal(ClueErrors.OwnerUnsuitable);
    }

    private async Task<Dictionary<long, string>> AreasOf(DbSession session, Clue clue)
    {
        var names = (await areas.List(session, clue.Area.CommunityId, AreaLevel.Grid, 0, MostGrids)).ToDictionary(area => area.Id, area => area.Name);
        foreach (var id in new[] { clue.Area.CommunityId, clue.Area.StreetId, clue.Area.DistrictId })
            names[id] = await areas.NameOf(id);
        return names;
    }
}

public static class ListPossibleClueOwners
{
    public static async Task<Whole<PossibleOwnerView>> Handle(EntityId id, Caller caller, ClueAccess access, ClueOwners owners) =>
        new(await owners.List((await access.As(ClueActor.Desk, id, caller)).Clue));
}
