using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Teams;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.UnitClaims;

/// <summary>Whether the caller may send this member for their unit or team: asked when a wish is claimed, and when another member is named.</summary>
public sealed class SendMember(UnitStore units, TeamStore teams, ClaimAllowance allowance, TimeProvider time)
{
    /// <summary>
    /// To be called with both people locked: claims that one member is sent for run one after another, so that the cap holds. Roles are
    /// read after that, so that an account deleted a moment ago is seen.
    /// </summary>
    public async Task RequireAllowed(Tx tx, Wish wish, GroupRef group, long memberId, Caller caller, string onlyThey) =>
        await RequireAllowed(tx, wish, group, memberId, caller, onlyThey, (await allowance.Of(tx, memberId, time.Now())).HasRoom);

    /// <param name="hasRoom">Whether the member may take on one more.</param>
    public async Task RequireAllowed(Tx tx, Wish wish, GroupRef group, long memberId, Caller caller, string onlyThey, bool hasRoom)
    {
        WishRules.Require(WishRules.OwnWish(wish, caller));
        var (speaks, belongs) = group.Kind == GroupKind.Unit
            ? (await units.IsSecretary(tx, group.Id, caller.UserId), await units.HasMember(tx, group.Id, memberId))
            : (await teams.IsLeader(tx, group.Id, caller.UserId), await teams.HasMember(tx, group.Id, memberId));
        if (!speaks)
            throw new Refusal(RequestErrors.AccessDenied, onlyThey);
        if (!belongs)
            throw Refusal.Invalid("memberId", "须是这个单位或服务队里报到已通过的成员");
        // One answer for both: whose wish it is must not be found out by naming one colleague after another.
        if (wish.AuthorId == memberId || !hasRoom)
            throw new Refusal(memberId == caller.UserId ? WishErrors.ClaimLimit : WishErrors.MemberUnavailable);
    }
}
