using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Registrations.Units;

[ValidatableType]
public sealed record PairCommunityRequest([property: Needed] EntityId? CommunityId);

/// <summary>Staff of the district pair a unit with a community of the same district (结对).</summary>
public sealed class PairCommunity(DistrictUnits districtUnits, UnitStore units, AreaStore areas, TimeProvider time)
    : Operation<PairCommunityRequest, PairingView>
{
    public override void Configure()
    {
        Post("/units/{id}/pairings");
        Group<Staff>();
        Creates(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(PairCommunityRequest request, CancellationToken ct)
    {
        var unit = await districtUnits.Require(Id, Caller);
        var place = await areas.PlaceIn(request.CommunityId!.Value, "communityId");
        if (place.DistrictId != unit.DistrictId)
            throw Refusal.Invalid("communityId", "只能与本区县的社区结对");
        var name = await areas.NameOf(place.CommunityId);
        return await Call.Create(
            async tx =>
            {
                await units.Pair(tx, unit.Id, place.CommunityId, Caller.UserId, time.Now());
                var pairing = (await units.ListPairings(tx, unit.Id, place.CommunityId - 1, 1))[0];
                return new PairingView(new EntityId(pairing.CommunityId), name, pairing.PairedAt);
            },
            _ => $"/staff/v1/units/{Id}/pairings");
    }
}
