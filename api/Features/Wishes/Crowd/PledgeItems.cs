using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Crowd;

/// <param name="UnitId">Pledges for the unit of one's own registration as a member in service; left out for oneself.</param>
[ValidatableType]
public sealed record PledgeItemsRequest([property: Needed] EntityId? ItemId, [property: Needed, Between(1, 100000)] int? Quantity, EntityId? UnitId);

/// <summary>
/// A member promises a part of a crowd wish, for themselves or for their unit. Of any number at the same instant no more is taken than
/// is asked for; whoever is refused hears how much is still free. The resident's contact is not opened: goods go to the community's desk.
/// </summary>
public sealed class PledgeItems(
    WishAccess access, RegistrationStore registrations, UnitStore units, CrowdPledging pledging, CrowdStore crowd, PledgeStore pledges,
    TimeProvider time) : Operation<PledgeItemsRequest, PledgeView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/pledges");
        Group<People>();
        Creates(RequestErrors.NotFound, RegistrationErrors.Required, WishErrors.OwnClaim, WishErrors.PledgeExceeds, WishErrors.WrongState);
    }

    protected override async Task<IResult> Handle(PledgeItemsRequest request, CancellationToken ct)
    {
        var seen = await access.Visible(Id, Caller);
        return await Call.Create(tx => Pledge(tx, seen.Wish, request), view => $"/api/v1/wishes/{Id}/pledges/{view.Id}");
    }

    private async Task<PledgeView> Pledge(Tx tx, Wish seen, PledgeItemsRequest request)
    {
        var (id, now, quantity) = (seen.Id, time.Now(), request.Quantity!.Value);
        await RequireMayPledge(tx, seen, request.UnitId);
        var wish = (await pledging.Lock(tx, id))!;
        var item = FindItem(wish, request.ItemId!.Value, now);
        if (wish.Status != WishStatus.Pledging || await crowd.Take(tx, id, item.Id, quantity) == 0)
            throw await Exceeds(tx, id, item);
        var pledgeId = await pledges.Insert(tx, new NewPledge(id, item.Id, Caller.UserId, request.UnitId?.Value, quantity), now);
        await pledging.CoverIfFull(tx, id, now);
        return await CrowdViews.Of(tx, (await pledges.Find(tx, pledgeId))!, units);
    }

    /// <summary>
    /// The member's own row is locked before the wish, here and where an account is deleted: a pledge cannot slip in behind a deletion
    /// that has already looked for pledges.
    /// </summary>
    private async Task RequireMayPledge(Tx tx, Wish wish, EntityId? unitId)
    {
        WishRules.Require(WishRules.OwnWish(wish, Caller, "不能认捐自己发布的心愿"));
        await access.RequireHelper(tx, Caller);
        if (unitId is null)
            return;
        var inService = await registrations.FindActive(tx, Caller.UserId, RegistrationKind.InService);
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
    private async Task<Refusal> Exceeds(Tx tx, long wishId, WishItem item) =>
        item.Free > 0 ? new Refusal(WishErrors.PledgeExceeds, $"「{item.Name}」只差 {item.Free} {item.Unit}了，请减少数量后再试")
        : new Refusal(WishErrors.PledgeExceeds, await pledges.HasPledged(tx, wishId, Caller.UserId)
            ? $"「{item.Name}」已经认捐满了，您的认捐已记下，不用再认捐"
            : $"「{item.Name}」已经认捐满了，谢谢您的心意");
}
