using System.ComponentModel.DataAnnotations;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Registrations;

/// <param name="Category">What kind of wish one would take on; may be left out when skills say it.</param>
/// <param name="Reach">How far one would go from one's own community; left out, no further than it.</param>
public sealed record MakeOfferRequest(
    WishCategory? Category,
    [property: ShortList(10, 20), ForOthers] IReadOnlyList<string>? Skills,
    [property: Text(1, 200, Optional = true), ForOthers] string? Description,
    [property: MaxLength(3, ErrorMessage = "最多 3 项")] IReadOnlyList<OfferTime>? Availability,
    AreaLevel? Reach);

/// <summary>A field that is left out stays as it is; an empty list or an empty text takes it away.</summary>
public sealed record ChangeOfferRequest(
    WishCategory? Category,
    [property: ShortList(10, 20), ForOthers] IReadOnlyList<string>? Skills,
    [property: Text(1, 200, Optional = true), ForOthers] string? Description,
    [property: MaxLength(3, ErrorMessage = "最多 3 项")] IReadOnlyList<OfferTime>? Availability,
    AreaLevel? Reach)
{
    public MakeOfferRequest Over(Offer offer) => new(
        Category ?? offer.Category, Skills ?? offer.Words.Skills, Description ?? offer.Words.Description, Availability ?? offer.Availability,
        Reach ?? offer.Reach);
}

/// <summary>我能帮: a member says what they can do; staff see it beside a wish that it fits. Nobody else does.</summary>
public sealed class KeepOffers(
    OfferStore offers, RegistrationStore registrations, TextChecks texts, Db db, IOptions<OfferOptions> options, TimeProvider time)
{
    /// <summary>我能帮: a member says what they can do; staff see it beside a wish that it fits.</summary>
    public static Task<IResult> Make(MakeOfferRequest body, Caller caller, IdempotentCall call, KeepOffers keep) => keep.Make(body, caller, call);

    /// <summary>The member changes an offer of theirs.</summary>
    public static Task<OfferView> Change(EntityId id, ChangeOfferRequest body, Caller caller, KeepOffers keep) => keep.Change(id, body, caller);

    /// <summary>The member takes an offer back.</summary>
    public static Task<NoContent> Remove(EntityId id, Caller caller, KeepOffers keep) => keep.Remove(id, caller);

    /// <summary>What the caller offers.</summary>
    public static Task<Page<OfferView>> List(PageQuery page, Caller caller, KeepOffers keep) => keep.List(page, caller);

    private async Task<NoContent> Remove(EntityId id, Caller caller)
    {
        var own = await Own(id, caller);
        await db.InTransaction(caller, tx => offers.Remove(tx, own.Id));
        return TypedResults.NoContent();
    }

    private async Task<Page<OfferView>> List(PageQuery page, Caller caller)
    {
        var before = page.AfterOr(long.MaxValue);
        var rows = await db.Read(session => offers.ListMine(session, caller.UserId, before, page.Rows));
        return page.Cut(rows, row => [row.Id], OfferView.Of);
    }

    private Task<IResult> Make(MakeOfferRequest body, Caller caller, IdempotentCall call)
    {
        var words = WordsOf(body);
        return call.After(
            () => Check(caller, words),
            () => call.Create(
                async tx =>
                {
                    if (await offers.CountOf(tx, caller.UserId) >= options.Value.MostPerMember)
                        throw new Refusal(OfferErrors.Limit);
                    var id = await offers.Add(tx, await Prepare(tx, body, words, caller), time.Now());
                    return OfferView.Of((await offers.Find(tx, id))!);
                },
                _ => "/api/v1/me/offers"));
    }

    /// <summary>What was not sent is kept. The offer stands again where the member is registered now.</summary>
    private async Task<OfferView> Change(EntityId id, ChangeOfferRequest body, Caller caller)
    {
        await Check(caller, WordsOf(body.Over(await Own(id, caller))));
        return await db.InTransaction(caller, async tx =>
        {
            // Removed while WeChat was asked: its categories must not be written without it.
            var kept = await offers.Find(tx, id.Value) ?? throw new Refusal(RequestErrors.NotFound);
            var whole = body.Over(kept);
            await offers.Change(tx, id.Value, await Prepare(tx, whole, WordsOf(whole), caller), time.Now());
            return OfferView.Of((await offers.Find(tx, id.Value))!);
        });
    }

    private async Task<NewOffer> Prepare(Tx tx, MakeOfferRequest body, OfferWords words, Caller caller)
    {
        var registration = await registrations.FindActive(tx, caller.UserId, RegistrationKinds.Helpers)
            ?? throw new Refusal(RegistrationErrors.Required);
        return new NewOffer(
            caller.UserId, registration.Place, body.Category, words, [.. (body.Availability ?? []).Distinct().Order()],
            body.Reach ?? AreaLevel.Community);
    }

    private async Task<Offer> Own(EntityId id, Caller caller) =>
        await db.Read(session => offers.Find(session, id.Value)) is { } offer && offer.UserId == caller.UserId
            ? offer
            : throw new Refusal(RequestErrors.NotFound);

    /// <summary>Staff read it without a review in between, but they are few and know what it is: only what is surely risky is refused.</summary>
    private Task Check(Caller caller, OfferWords words) =>
        texts.RequireNotRisky(caller.UserId, TextScene.Profile, $"{string.Join('，', words.Skills)}\n{words.Description}".Trim());

    private static OfferWords WordsOf(MakeOfferRequest body) => body.Category is null && body.Skills is not { Count: > 0 }
        ? throw Refusal.Invalid("category", "请选择一类心愿，或填写一项技能")
        : new OfferWords(body.Skills ?? [], string.IsNullOrEmpty(body.Description) ? null : body.Description);
}
