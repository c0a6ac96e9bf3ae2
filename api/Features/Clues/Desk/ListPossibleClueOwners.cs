using FastEndpoints;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Desk;

/// <param name="Name">Masked; of staff a nickname, since those who work together know each other by more than that; of a part-time grid worker the real name, as in their list.</param>
/// <param name="AreaName">Where the person's role or appointment is.</param>
/// <param name="IsPartTime">A part-time grid worker (兼职网格员), who has no staff role.</param>
public sealed record PossibleOwnerView(EntityId UserId, string Name, string AreaName, bool IsPartTime);

/// <summary>
/// Staff list who can be given a clue: whoever has a staff role at the community, one of its grids, its street or its district, and the
/// part-time grid workers of the community. Not the reporter.
/// </summary>
/// <remarks>
/// The reporter stands in the list like everyone else, for who is missing from it would be known to have reported. A dispatch to the
/// reporter is refused in words that fit several causes, such as an appointment that has just ended; whoever tries it on purpose may
/// still guess, and that cannot be helped: nobody may be given what they reported themselves.
/// </remarks>
public sealed class ListPossibleClueOwners(
    ClueCases clues, ClueHands hands, MemberStore members, GridWorkerStore gridWorkers, AreaStore areas, Db db) : ReadOperation<EmptyRequest, Whole<PossibleOwnerView>>
{
    private const int MostOwners = 50;

    public override void Configure()
    {
        Get("/clues/{id}/possible-owners");
        Group<Staff>();
        Reads(NotFound, AccessDenied, OwnCase);
    }

    protected override async Task<Whole<PossibleOwnerView>> Read(EmptyRequest request, CancellationToken ct)
    {
        var clue = (await clues.Require(Id.Value, Caller, ClueAction.Dispatch)).Case;
        return new(await db.Read(session => Owners(session, clue)));
    }

    private async Task<IReadOnlyList<PossibleOwnerView>> Owners(DbSession session, Clue clue)
    {
        var names = await AreasOf(session, clue);
        List<PossibleOwnerView> owners = [];
        foreach (var userId in await members.ListStaffAt(session, [.. names.Keys], MostOwners))
        {
            var area = (await members.ListRoles(session, userId)).First(role => role.Role == Shared.Sessions.Caller.StaffRole && names.ContainsKey(role.AreaId)).AreaId;
            owners.Add(new PossibleOwnerView(new EntityId(userId), await NameOfStaff(session, userId), names[area], IsPartTime: false));
        }
        var listed = owners.Select(owner => owner.UserId.Value).ToHashSet();
        foreach (var worker in (await gridWorkers.ListAppointed(session, clue.Area.CommunityId, MostOwners)).Where(worker => listed.Add(worker.UserId)))
            owners.Add(new PossibleOwnerView(
                new EntityId(worker.UserId), Mask.Name(worker.RealName), names.GetValueOrDefault(worker.AreaId, ""), IsPartTime: true));
        return owners;
    }

    private async Task<string> NameOfStaff(DbSession session, long userId)
    {
        var nickname = (await members.FindProfile(session, userId))?.Nickname;
        return string.IsNullOrEmpty(nickname) ? "工作人员" : Mask.Name(nickname);
    }

    private async Task<Dictionary<long, string>> AreasOf(DbSession session, Clue clue)
    {
        var names = (await hands.GridsOf(session, clue.Area.CommunityId)).ToDictionary(area => area.Id, area => area.Name);
        foreach (var id in new[] { clue.Area.CommunityId, clue.Area.StreetId, clue.Area.DistrictId })
            names[id] = await areas.NameOf(id);
        return names;
    }
}
