using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <summary>One item of a crowd wish (众筹微心愿).</summary>
public sealed record WishItemRequest([property: Text(1, 30)] string Name, [property: Text(1, 10)] string Unit, [property: Between(1, 100000)] int Quantity);

/// <param name="Contact">May be left out, or have no phone, only on behalf of a represented person: theirs is taken then.</param>
/// <param name="Items">Up to 20 make it a crowd wish, which many pledge together; none, or an empty list, an ordinary one.</param>
/// <param name="DeliverBy">Until when the help is wanted: a date, or a moment of that day.</param>
/// <param name="EstimatedYuan">What it costs about, in yuan, for the reviewers only; what is too much for one giver must become a crowd wish.</param>
/// <param name="OnBehalf">For a person without a phone, who told the caller number and code of the card.</param>
public sealed record PostWishRequest(
    [property: Needed] EntityId? CommunityId,
    [property: Needed] WishCategory? Category,
    [property: Text(2, 40)] string Title,
    [property: Text(5, 1000)] string Story,
    WishContact? Contact,
    IReadOnlyList<WishItemRequest>? Items,
    DateTimeOffset? DeliverBy,
    [property: Between(0, 1_000_000)] int? EstimatedYuan,
    OnBehalfRequest? OnBehalf);

/// <summary>A resident posts a wish. Its text is checked first; staff read it before anyone else does.</summary>
public sealed class PostWish(
    AreaStore areas, TextChecks texts, WishStore wishes, WishMoves moves, WishMeetings meetings, CrowdStore crowd,
    ProxyConsents proxies, SimilarWishes similar, IOptions<WishOptions> options, TimeProvider time)
{
    public static Task<IResult> Handle(PostWishRequest body, Caller caller, IdempotentCall call, PostWish post) =>
        call.After(
            () => post.Prepare(body, caller),
            prepared => call.Create(tx => post.Enter(tx, prepared, caller), view => $"/api/v1/wishes/{view.Id}"));

    /// <summary>
    /// Everything that must be known before the transaction: where the wish lies, for whom it is, and what WeChat says of its text.
    /// </summary>
    /// <param name="draft">The wish that is handed in again; null when it is new.</param>
    internal async Task<PreparedWish> Prepare(PostWishRequest body, Caller caller, Wish? draft = null)
    {
        RequireContact(body);
        var items = CrowdItems.Read(body.Items);
        var wantedBy = WantedBy(body.DeliverBy, options.Value, time.Now());
        var place = await areas.PlaceIn(body.CommunityId!.Value, "communityId");
        var consent = await proxies.Ask(body.OnBehalf, caller, draft);
        if (consent is not null && consent.Person.Place.CommunityId != place.CommunityId)
            throw new Refusal(ProxyErrors.OtherCommunity);
        var contact = body.Contact ?? consent?.Person.Contact ?? throw new Refusal(ProxyErrors.ConsentWrong);
        var check = await texts.Require(caller.UserId, TextScene.Forum, TextOf(body.Story, items), body.Title);
        var wish = new NewWish(
            draft?.AuthorId ?? caller.UserId, place, body.Category!.Value, new WishText(body.Title, body.Story),
            contact with { Phone = string.IsNullOrEmpty(contact.Phone) ? null : contact.Phone }, wantedBy, check)
        {
            EstimatedYuan = body.EstimatedYuan,
            RepresentedId = consent?.Person.Id,
            FiledRelation = consent?.Relation,
        };
        return new PreparedWish(
            wish, items, await areas.NameOf(place.CommunityId), consent, await similar.ForAuthor(caller, place, wish.Text, except: draft?.Id));
    }

    internal static DateOnly? WantedBy(DateTimeOffset? deliverBy, WishOptions options, DateTimeOffset now)
    {
        if (deliverBy is not { } moment)
            return null;
        // As moments first: the last hours of the calendar have no local day.
        if (moment > now + options.WantedWithin)
            throw Refusal.Invalid("deliverBy", $"希望完成的日期太远了，最晚可以填{ChinaTime.LocalDay(now + options.WantedWithin):yyyy年M月d日}");
        var day = ChinaTime.LocalDay(moment);
        return day < ChinaTime.LocalDay(now) ? throw Refusal.Invalid("deliverBy", "希望完成的日期不能早于今天") : day;
    }

    private static void RequireContact(PostWishRequest body)
    {
        if (body.OnBehalf is not null)
            return;
        if (body.Contact is null)
            throw Refusal.Invalid("contact", "请填写");
        if (string.IsNullOrEmpty(body.Contact.Phone))
            throw Refusal.Invalid("contact.phone", "请填写");
    }

    private static string TextOf(string story, IReadOnlyList<NewWishItem> items) =>
        items.Count == 0 ? story : $"{story}\n{string.Join('，', items.Select(item => item.Name + item.Unit))}";

    /// <summary>The author's row is locked, and the card of whom it is for: wishes posted at once cannot share the last place under the limit.</summary>
    private async Task RequireRoom(Tx tx, NewWish wish)
    {
        if (await wishes.CountAwaitingHelp(tx, wish.AuthorId, wish.RepresentedId) >= options.Value.OpenWishes)
            throw new Refusal(WishErrors.OpenLimit);
    }

    private async Task<WishView> Enter(Tx tx, PreparedWish prepared, Caller caller)
    {
        var now = time.Now();
        // The card before anything of the case, as where a person's data is erased: no wish slips in behind an erasure.
        await proxies.Hold(tx, prepared.Consent);
        await RequireRoom(tx, prepared.Wish);
        var id = await wishes.Insert(tx, prepared.Wish, now);
        await proxies.Use(tx, prepared.Consent, id, caller, ProxyAct.File, now);
        if (prepared.Items.Count > 0)
            await crowd.SetItems(tx, id, prepared.Items);
        var wish = (await wishes.Find(tx, id))!;
        await moves.Record(tx, wish, new WishMove(
            WishAction.Submit, null, WishStatus.PendingReview, WishActor.Author, caller.UserId, OnBehalf: prepared.Consent is not null), now);
        var meeting = await meetings.Of(tx, caller, (await wishes.Find(tx, id))!, now);
        return WishViews.For(meeting, prepared.CommunityName) with { Similar = prepared.Similar };
    }
}

internal sealed record PreparedWish(
    NewWish Wish, IReadOnlyList<NewWishItem> Items, string CommunityName, Consent? Consent, IReadOnlyList<SimilarWishView> Similar);
