using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <param name="UnitId">Pledges for the unit of one's own registration as a member in service; left out for oneself.</param>
public sealed record PledgeItemsRequest([property: Needed] EntityId? ItemId, [property: Needed, Between(1, 100000)] int? Quantity, EntityId? UnitId);

/// <summary>
/// A member promises a part of a crowd wish, for themselves or for their unit. Of any number at the same instant no more is taken than
/// is asked for; whoever is refused hears how much is still free. The resident's contact is not opened: goods go to the community's desk.
/// </summary>
public sealed class PledgeItems(
    WishAccess access, RegistrationStore registrations, UnitStore units, CrowdPledging pledging, CrowdStore crowd, PledgeStore pledges,
    TimeProvider time)
{
    public static async Task<IResult> Handle(
        EntityId id, PledgeItemsRequest body, Caller caller, IdempotentCall call, WishAccess access, PledgeItems pledge)
    {
        var seen = await access.Visible(id, caller);
        return await call.Create(tx => pledge.Run(tx, seen.Wish, body, caller), view => $"/api/v1/wishes/{id}/pledges/{view.Id}");
    }

    private async Task<PledgeView> Run(Tx tx, Wish seen, PledgeItemsRequest body, Caller caller)
    {
        var (id, now, quantity) = (seen.Id, time.Now(), body.Quantity!.Value);
        await RequireMayPledge(tx, seen, body.UnitId, caller);
        var wish = (await pledging.Lock(tx, id))!;
        var item = FreeItem(wish, body.ItemId!.Value, now);
        if (await crowd.Take(tx, id, item.Id, quantity) == 0)
            throw Exceeds(item);
        var pledgeId = await pledges.Insert(tx, new NewPledge(id, item.Id, caller.UserId, body.UnitId?.Value, quantity), now);
        await pledging.CoverIfFull(tx, id, now);
        return await CrowdViews.Of(tx, (await pledges.Find(tx, pledgeId))!, units);
    }

    /// <summary>
    /// The member's own row is locked before the wish, here and where an account is deleted: a pledge cannot slip in behind a deletion
    /// that has already looked for pledges.
    /// </summary>
    private async Task RequireMayPledge(Tx tx, Wish wish, EntityId? unitId, Caller caller)
    {
        WishRules.Require(WishRules.OwnWish(wish, caller, "不能认捐自己发布的心愿"));
        await access.RequireHelper(tx, caller);
        if (unitId is null)
            return;
        var inService = await registrations.FindActive(tx, caller.UserId, RegistrationKind.InService);
        if (inService?.UnitId != unitId.Value.Value)
            throw Refusal.Invalid("unitId", "只能代表您报到时所属的单位认捐");
    }

    /// <summary>The item, while it may be pledged. One that is full is refused as such also after the wish was covered by it.</summary>
    private static WishItem FreeItem(Wish wish, EntityId itemId, DateTimeOffset now)
    {
        if (wish.Crowd is not { } crowd)
            throw new Refusal(WishErrors.WrongState, "这个心愿没有可以认捐的物品");
        if (crowd.Items.FirstOrDefault(item => item.Id == itemId.Value) is not { } item)
            throw Refusal.Invalid("itemId", "这个心愿没有这一项物品");
        if (wish.Status is WishStatus.Covered or WishStatus.Delivering)
            throw Exceeds(item);
        WishRules.Require(WishRules.Pledging(wish, now));
        return item;
    }

    private static Refusal Exceeds(WishItem item) => new(WishErrors.PledgeExceeds, item.Free > 0
        ? $"「{item.Name}」只差 {item.Free} {item.Unit}了，请减少数量后再试"
        : $"「{item.Name}」已经认捐满了，谢谢您的心意");
}
