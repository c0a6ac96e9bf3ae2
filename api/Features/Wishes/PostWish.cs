using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Wishes;

/// <summary>One item of a crowd wish (众筹微心愿).</summary>
public sealed record WishItemRequest([property: Text(1, 30)] string Name, [property: Text(1, 10)] string Unit, [property: Between(1, 100000)] int Quantity);

/// <param name="Items">Up to 20 make it a crowd wish, which many pledge together; none, or an empty list, an ordinary one.</param>
/// <param name="DeliverBy">Until when the help is wanted: a date, or a moment of that day.</param>
public sealed record PostWishRequest(
    [property: Needed] EntityId? CommunityId,
    [property: Needed] WishCategory? Category,
    [property: Text(2, 40)] string Title,
    [property: Text(5, 1000)] string Story,
    [property: Needed] WishContact Contact,
    IReadOnlyList<WishItemRequest>? Items,
    DateTimeOffset? DeliverBy);

/// <summary>A resident posts a wish. Its text is checked first; staff read it before anyone else does.</summary>
public sealed class PostWish(AreaStore areas, TextChecks texts, WishStore wishes, WishMoves moves, CrowdStore crowd, TimeProvider time)
{
    public static Task<IResult> Handle(PostWishRequest body, Caller caller, IdempotentCall call, PostWish post) =>
        call.After(
            () => post.Prepare(body, caller),
            prepared => call.Create(tx => post.Enter(tx, prepared, caller), view => $"/api/v1/wishes/{view.Id}"));

    /// <summary>Everything that must be known before the transaction: where the wish lies, and what WeChat says of its text.</summary>
    internal async Task<PreparedWish> Prepare(PostWishRequest body, Caller caller)
    {
        var items = CrowdItems.Read(body.Items);
        var wantedBy = body.DeliverBy is { } moment ? ChinaTime.LocalDay(moment) : (DateOnly?)null;
        if (wantedBy < ChinaTime.LocalDay(time.Now()))
            throw Refusal.Invalid("deliverBy", "希望完成的日期不能早于今天");
        var place = await areas.PlaceIn(body.CommunityId!.Value, "communityId");
        var check = await texts.Require(caller.UserId, TextScene.Forum, TextOf(body.Story, items), body.Title);
        var wish = new NewWish(
            caller.UserId, place, body.Category!.Value, new WishText(body.Title, body.Story), body.Contact, wantedBy, check);
        return new PreparedWish(wish, items, await areas.NameOf(place.CommunityId));
    }

    private static string TextOf(string story, IReadOnlyList<NewWishItem> items) =>
        items.Count == 0 ? story : $"{story}\n{string.Join('，', items.Select(item => item.Name + item.Unit))}";

    private async Task<WishView> Enter(Tx tx, PreparedWish prepared, Caller caller)
    {
        var now = time.Now();
        var id = await wishes.Insert(tx, prepared.Wish, now);
        if (prepared.Items.Count > 0)
            await crowd.SetItems(tx, id, prepared.Items);
        var wish = (await wishes.Find(tx, id))!;
        await moves.Record(tx, wish, new WishMove(WishAction.Submit, null, WishStatus.PendingReview, WishActor.Author, caller.UserId), now);
        return WishViews.For(caller, wish, prepared.CommunityName, now);
    }
}

internal sealed record PreparedWish(NewWish Wish, IReadOnlyList<NewWishItem> Items, string CommunityName);
