using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Registrations;

public sealed record PairCommunityRequest([property: Needed] EntityId? CommunityId);

public sealed record PairingView(EntityId CommunityId, string CommunityName, DateTimeOffset PairedAt);

/// <summary>结对: staff of the district pair a unit with communities of the same district.</summary>
public sealed class UnitPairings(SetUpUnit setUp, UnitStore units, AreaStore areas, Db db, TimeProvider time)
{
    /// <summary>Staff of the district pair a unit with a community.</summary>
    public static Task<IResult> Pair(EntityId id, PairCommunityRequest body, Caller caller, IdempotentCall call, UnitPairings pairings) =>
        pairings.Pair(id, body, caller, call);

    /// <summary>Staff of the district end a pairing.</summary>
    public static Task<NoContent> Unpair(EntityId id, EntityId communityId, Caller caller, UnitPairings pairings) =>
        pairings.Unpair(id, communityId, caller);

    /// <summary>结对: the communities that a unit looks after.</summary>
    public static Task<Page<PairingView>> List(EntityId id, PageQuery page, Caller caller, UnitPairings pairings) => pairings.List(id, page, caller);

    private async Task<NoContent> Unpair(EntityId id, EntityId communityId, Caller caller)
    {
        await setUp.Require(id, caller);
        await db.InTransaction(caller, tx => units.Unpair(tx, id.Value, communityId.Value));
        return TypedResults.NoContent();
    }

    private async Task<Page<PairingView>> List(EntityId id, PageQuery page, Caller caller)
    {
        var after = page.AfterOr(0);
        await setUp.Require(id, caller);
        var rows = await db.Read(session => units.ListPairings(session, id.Value, after, page.Rows));
        return await page.Cut(rows, row => [row.CommunityId], async row =>
            new PairingView(new EntityId(row.CommunityId), await areas.NameOf(row.CommunityId), row.PairedAt));
    }

    private async Task<IResult> Pair(EntityId id, PairCommunityRequest body, Caller caller, IdempotentCall call)
    {
        var unit = await setUp.Require(id, caller);
        var place = await areas.PlaceIn(body.CommunityId!.Value, "communityId");
        if (place.DistrictId != unit.DistrictId)
            throw Refusal.Invalid("communityId", "只能与本区县的社区结对");
        var name = await areas.NameOf(place.CommunityId);
        return await call.Create(
            async tx =>
            {
                await units.Pair(tx, unit.Id, place.CommunityId, caller.UserId, time.Now());
                var pairing = (await units.ListPairings(tx, unit.Id, place.CommunityId - 1, 1))[0];
                return new PairingView(new EntityId(pairing.CommunityId), name, pairing.PairedAt);
            },
            _ => $"/staff/v1/units/{id}/pairings");
    }
}
