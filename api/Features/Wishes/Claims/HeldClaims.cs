using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Claims;

/// <summary>A reason in the claimer's words.</summary>
[ValidatableType]
public sealed record ClaimReasonRequest([property: Text(2, 200)] string Reason);

/// <summary>Lets whoever holds a wish do what they do between the claim and the delivery; anybody else hears why they do not hold it.</summary>
public sealed class HeldClaims(WishAccess access, WishStore wishes, TimeProvider time)
{
    /// <param name="move">Changes the wish, given as it is now.</param>
    /// <param name="alsoCoordinator">Whether those may do it too who speak for the unit or team that took the wish on.</param>
    public async Task<WishView> Move(Tx tx, SeenWish seen, Caller caller, Func<Wish, DateTimeOffset, Task> move, bool alsoCoordinator = false)
    {
        var now = time.Now();
        var wish = (await wishes.Find(tx, seen.Wish.Id))!;
        var roles = wish.RolesOf(caller, now);
        if (!roles.Contains(WishActor.Claimer) && !(alsoCoordinator && roles.Contains(WishActor.Coordinator)))
            throw await access.WhyNotClaimer(tx, wish.Id, caller, now);
        await move(wish, now);
        return await access.View(tx, seen, caller, now);
    }
}
