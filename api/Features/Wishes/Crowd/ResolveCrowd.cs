using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Crowd;

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
[ValidatableType]
public sealed record ResolveCrowdRequest([property: Needed] CrowdDecision? Decision, [property: Text(2, 200, Optional = true)] string? Reason);

/// <summary>Staff decide what becomes of a crowd wish when pledging is over and something is still missing.</summary>
public sealed class ResolveCrowd(
    WishAccess access, CrowdPledging pledging, CrowdStore crowd, WishStore wishes, TextChecks texts, TimeProvider time)
    : Operation<ResolveCrowdRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/resolve-crowd");
        Group<Staff>();
        Moves(
            RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.WrongState, WishErrors.NothingPledged, WishErrors.ExtensionUsed,
            WeChatRefusals.RiskyContent, WishErrors.PersonalDetails);
    }

    protected override async Task<IResult> Handle(ResolveCrowdRequest request, CancellationToken ct)
    {
        var seen = await access.ForReview(Id, Caller);
        if (request.Decision == CrowdDecision.Close && string.IsNullOrEmpty(request.Reason))
            throw Refusal.Invalid("reason", "请填写");
        // Only the reason of an end is read by everyone.
        var publicReason = request.Decision == CrowdDecision.Close ? request.Reason! : "";
        return await Call.After(
            () => texts.RequireNotRisky(Caller.UserId, TextScene.Forum, publicReason),
            () => Call.Move(tx => Resolve(tx, seen, request)));
    }

    private async Task<WishView> Resolve(Tx tx, SeenWish seen, ResolveCrowdRequest request)
    {
        var now = time.Now();
        var wish = (await pledging.Lock(tx, seen.Wish.Id))!;
        if (!WishLifecycle.Table.Allows(wish.Status, WishAction.ResolveCrowd, WishActor.Staff))
            throw new Refusal(WishErrors.WrongState);
        var move = new CrowdMove(wish.Status, WishAction.ResolveCrowd, WishActor.Staff, Caller.UserId);
        await (request.Decision!.Value switch
        {
            CrowdDecision.Shrink => Shrink(tx, wish, move, now),
            CrowdDecision.Extend => Extend(tx, wish, move, now),
            _ => Close(tx, wish, move, request.Reason!, now),
        });
        return await access.View(tx, seen, Caller, now);
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
