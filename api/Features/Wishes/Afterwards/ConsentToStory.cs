using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

public sealed record ConsentToStoryRequest([property: Needed] bool? Agrees);

/// <param name="Mine">What the caller said; null when nothing yet, or when the caller is on neither side.</param>
/// <param name="GiversAgree">Of a crowd wish: at least one of those who brought something, and none of them is against it.</param>
/// <param name="StoryId">The story that is up; null when none is.</param>
/// <param name="UnpublishReason">Why staff took the last one down.</param>
public sealed record StoryConsentView(bool? Mine, bool AuthorAgrees, bool GiversAgree, EntityId? StoryId, string? UnpublishReason);

/// <summary>
/// Both sides say whether the story of their wish may be told, and may change their minds at any time: who takes the consent back
/// takes the story down with the same call.
/// </summary>
public sealed class ConsentToStory(Db db, WishAccess access, CrowdPledging pledging, WishPartStore parts, StoryStore stories, TimeProvider time)
{
    public static Task<IResult> Handle(EntityId id, ConsentToStoryRequest body, Caller caller, IdempotentCall call, ConsentToStory consent) =>
        consent.Handle(id, body.Agrees!.Value, caller, call);

    /// <summary>What was said so far, for both sides and the staff of the area.</summary>
    public static Task<StoryConsentView> Get(EntityId id, Caller caller, ConsentToStory consent) => consent.Get(id, caller);

    /// <summary>Whether both sides agree; no I/O.</summary>
    public static (bool Author, bool Givers) Agreed(IReadOnlyList<StoryConsent> consents)
    {
        var givers = consents.Where(consent => consent.Side == StorySide.Giver).ToList();
        return (consents.Any(consent => consent is { Side: StorySide.Author, Agrees: true }), givers.Count > 0 && givers.TrueForAll(giver => giver.Agrees));
    }

    private async Task<IResult> Handle(EntityId id, bool agrees, Caller caller, IdempotentCall call)
    {
        await access.Visible(id, caller);
        return await call.Move(async tx =>
        {
            var now = time.Now();
            var wish = (await pledging.Lock(tx, id.Value))!;
            var part = await parts.Of(tx, wish.Id, caller.UserId);
            WishRules.Require(WishRules.StoryConsent(wish, caller, part));
            await stories.SetConsent(tx, wish.Id, caller.UserId, WishRules.SideOf(wish, caller, part)!.Value, agrees, now);
            if (!agrees)
                await stories.Unpublish(tx, wish.Id, caller.UserId, reason: null, now);
            return await View(tx, wish, caller);
        });
    }

    private async Task<StoryConsentView> Get(EntityId id, Caller caller)
    {
        var wish = (await access.Visible(id, caller)).Wish;
        return await db.Read(async session =>
            wish.IsReviewedBy(caller) || WishRules.SideOf(wish, caller, await parts.Of(session, wish.Id, caller.UserId)) is not null
            ? await View(session, wish, caller)
            : throw new Refusal(RequestErrors.AccessDenied));
    }

    private async Task<StoryConsentView> View(DbSession session, Wish wish, Caller caller)
    {
        var consents = await stories.ListConsents(session, [wish.Id]);
        var (author, givers) = Agreed(consents);
        var live = await stories.FindLive(session, wish.Id);
        return new StoryConsentView(
            consents.FirstOrDefault(consent => consent.UserId == caller.UserId)?.Agrees, author, givers,
            live is null ? null : new EntityId(live.Id), await stories.FindReason(session, wish.Id));
    }
}
