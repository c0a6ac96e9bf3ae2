using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes;

public sealed record HandoverCodeView(string Code);

/// <summary>交接码: the four digits that the resident gives to the helper at the door. It lives as long as the claim.</summary>
public static class GetHandoverCode
{
    public static async Task<HandoverCodeView> Handle(EntityId id, Caller caller, WishAccess access, Db db, WishClaimStore claims, WishPartStore parts)
    {
        var seen = await access.Own(id, caller);
        // A proxy passes the code on to the person; who answers for the help must not hold it.
        if (seen.Wish.RepresentedId is not null && (await db.Read(session => parts.Of(session, id.Value, caller.UserId))).HasHelped)
            throw new Refusal(RequestErrors.AccessDenied);
        return WishLifecycle.Leased.Contains(seen.Wish.Status) && await db.Read(session => claims.FindHandover(session, id.Value)) is { } code
            ? new HandoverCodeView(code)
            : throw new Refusal(WishErrors.WrongState, "现在没有人认领这个心愿，还没有交接码");
    }
}
