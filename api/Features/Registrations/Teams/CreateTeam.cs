using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Registrations.Teams;

/// <param name="LeaderId">Somebody of the district with an active registration, and not as a courier only.</param>
[ValidatableType]
public sealed record CreateTeamRequest(
    [property: Needed] EntityId? CommunityId, [property: Text(2, 40), ForOthers(MayNameDoors = true)] string Name, TeamKind? Kind, [property: Needed] EntityId? LeaderId);

/// <summary>Staff of the community, its street or its district set up a volunteer team.</summary>
public sealed class CreateTeam(TeamStore teams, TeamAccess access, TeamViews views, AreaStore areas, TimeProvider time)
    : Operation<CreateTeamRequest, TeamView>
{
    public override void Configure()
    {
        Post("/teams");
        Group<Staff>();
        Creates(RequestErrors.NotFound, TeamErrors.NameTaken);
    }

    protected override async Task<IResult> Handle(CreateTeamRequest request, CancellationToken ct)
    {
        var place = await areas.PlaceIn(request.CommunityId!.Value, "communityId");
        if (!Caller.IsStaffOf(place.DistrictId, place.StreetId, place.CommunityId))
            throw new Refusal(RequestErrors.NotFound);
        var communityName = await areas.NameOf(place.CommunityId);
        var leaderId = request.LeaderId!.Value.Value;
        return await Call.With(leaderId).Create(
            async tx =>
            {
                await access.RequireHelper(tx, leaderId, place.DistrictId, "leaderId");
                var id = await teams.Add(tx, place, request.Name, request.Kind ?? TeamKind.General, leaderId, time.Now());
                return await views.Of(tx, (await teams.Find(tx, id ?? throw new Refusal(TeamErrors.NameTaken)))!, communityName);
            },
            view => $"/staff/v1/teams/{view.Id}");
    }
}
