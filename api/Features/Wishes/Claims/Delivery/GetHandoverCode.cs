using FastEndpoints;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Claims.Delivery;

public sealed record HandoverCodeView(string Code);

/// <summary>
/// The resident reads the handover code (交接码): the four digits that they give to the helper at the door. It lives as long as the claim.
/// </summary>
public sealed class GetHandoverCode(WishAccess access, Db db, WishClaimStore claims, ViewerRelationStore relations) : ReadOperation<EmptyRequest, HandoverCodeView>
{
    public override void Configure()
    {
        Get("/wishes/{id}/handover-code");
        Group<People>();
        Reads(RequestErrors.NotFound, RequestErrors.AccessDenied, WishErrors.WrongState);
    }

    protected override async Task<HandoverCodeView> Read(EmptyRequest request, CancellationToken ct)
    {
        var wish = (await access.Own(Id, Caller)).Wish;
        // A proxy passes the code on to the person; who answers for the help must not hold it.
        if (wish.RepresentedId is not null && (await db.Read(session => relations.Of(session, wish.Id, Caller.UserId))).HasHelped)
            throw new Refusal(RequestErrors.AccessDenied);
        return WishLifecycle.Leased.Contains(wish.Status) && await db.Read(session => claims.FindHandover(session, wish.Id)) is { } code
            ? new HandoverCodeView(code)
            : throw new Refusal(WishErrors.WrongState, "现在没有人认领这个心愿，还没有交接码");
    }
}
