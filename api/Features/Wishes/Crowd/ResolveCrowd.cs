using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Wishes;

public enum CrowdDecision
{
    /// <summary>What is pledged is enough: the targets become that.</summary>
    Shrink,

    /// <summary>Pledging goes on, once.</summary>
    Extend,

    /// <summary>It will not come together; the pledges are freed.</summary>
    Close,
}

/// <param name="Reason">Needed to close, and read by everyone then.</param>
public sealed record ResolveCrowdRequest([property: Needed] CrowdDecision? Decision, [property: Text(2, 200, Optional = true)] string? Reason);

/// <summary>What staff decide when pledging is over and something is still missing.</summary>
public sealed class ResolveCrowd(
    WishAccess access, CrowdPledging pledging, CrowdStore crowd, WishStore wishes, TextChecks texts, TimeProvider time)
{
    public static Task<IResult> Handle(EntityId id, ResolveCrowdRequest body, Caller caller, IdempotentCall call, ResolveCrowd resolve) =>
        resolve.Handle(id, body, caller, call);

    private async Task<IResult> Handle(EntityId id, ResolveCrowdRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await access.ForReview(id, caller);
        if (body.Decision == CrowdDecision.Close && string.IsNullOrEmpty(body.Reason))
            throw Refusal.Invalid("reason", "请填写");
        // Only the reason of an end is read by everyone.
        var publicReason = body.Decision == CrowdDecision.Close ? body.Reason! : "";
        return await call.After(
            () => texts.RequireNotRisky(caller.UserId, TextScene.Forum, publicReason),
            () => call.Move(tx => Resolve(tx, seen, body, caller)));
    }

    private async Task<WishView> Resolve(Tx tx, SeenWish seen, ResolveCrowdRequest body, Caller caller)
    {
        var now = time.Now();
        var wish = (await pledging.Lock(tx, seen.Wish.Id))!;
        if (!WishLifecycle.Table.Allows(wish.Status, WishAction.ResolveCrowd, WishActor.Staff))
            throw new Refusal(WishErrors.WrongState);
        var move = new CrowdMove(wish.Status, WishAction.ResolveCrowd, WishActor.Staff, caller.UserId);
        await (body.Decision!.Value switch
        {
            CrowdDecision.Shrink => Shrink(tx, wish, move, now),
            CrowdDecision.Extend => Extend(tx, wish, move, now),
            _ => Close(tx, wish, move, body.Reason!, now),
        });
        return await access.View(tx, seen, caller, now);
    }

    private async Task Shrink(Tx tx, Wish wish, CrowdMove move, DateTimeOffset now)
    {
        if (wish.Crowd is not { } part || part.Items.All(item => item.Pledged == 0))
            throw new Refusal(WishErrors.NothingPledged);
        await crowd.Shrink(tx, wish.Id);
        await pledging.Cover(tx, wish.Id, move, now);
    }

    private async Task Extend(Tx tx, Wish wish, CrowdMove move, DateTimeOffset now)
    {
        if (await crowd.UseExtension(tx, wish.Id, now) == 0)
            throw new Refusal(WishErrors.ExtensionUsed, "认捐时间已经延长过一次，请缩减目标或结束这个心愿");
        await pledging.Reopen(tx, wish.Id, move, now);
    }

    private async Task Close(Tx tx, Wish wish, CrowdMove move, string reason, DateTimeOffset now)
    {
        if (PersonalDetails.Has(reason, (await wishes.FindContact(tx, wish.Id))?.Own))
            throw new Refusal(WishErrors.PersonalDetails);
        await crowd.Close(tx, wish.Id, reason, now);
        var freed = await pledging.FreeAll(tx, wish.Id, now);
        await pledging.Record(tx, wish.Id, move, WishStatus.Unmet, reason, now, freed);
    }
}
