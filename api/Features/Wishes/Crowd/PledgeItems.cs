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
        var item = FindItem(wish, body.ItemId!.Value, now);
        if (wish.Status != WishStatus.Pledging || await crowd.Take(tx, id, item.Id, quantity) == 0)
            throw await Exceeds(tx, id, item, caller);
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

    /// <summary>The item, while it may be pledged, and also after the wish was covered: it is then refused as one that is full.</summary>
    private static WishItem FindItem(Wish wish, EntityId itemId, DateTimeOffset now)
    {
        if (wish.Crowd is not { } crowd)
            throw new Refusal(WishErrors.WrongState, "这个心愿没有可以认捐的物品");
        if (crowd.Items.FirstOrDefault(item => item.Id == itemId.Value) is not { } item)
            throw Refusal.Invalid("itemId", "这个心愿没有这一项物品");
        if (wish.Status is not (WishStatus.Covered or WishStatus.Delivering))
            WishRules.Require(WishRules.Pledging(wish, now));
        return item;
    }

    /// <summary>Whoever filled it and taps once more is told that they did.</summary>
    private async Task<Refusal> Exceeds(Tx tx, long wishId, WishItem item, Caller caller) =>
        item.Free > 0 ? new Refusal(WishErrors.PledgeExceeds, $"「{item.Name}」只差 {item.Free} {item.Unit}了，请减少数量后再试")
        : new Refusal(WishErrors.PledgeExceeds, await pledges.HasPledged(tx, wishId, caller.UserId)
            ? $"「{item.Name}」已经认捐满了，您的认捐已记下，不用再认捐"
            : $"「{item.Name}」已经认捐满了，谢谢您的心意");
}
