using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes.Afterwards;

/// <param name="Mine">What the caller said; null when nothing yet, or when the caller is on neither side.</param>
/// <param name="GiversAgree">Of a crowd wish: at least one of those who brought something, and none of them is against it.</param>
/// <param name="StoryId">The story that is up; null when none is.</param>
/// <param name="UnpublishReason">Why staff took the last one down.</param>
public sealed record StoryConsentView(bool? Mine, bool AuthorAgrees, bool GiversAgree, EntityId? StoryId, string? UnpublishReason);

/// <summary>Shows what both sides have said so far of the story of their wish.</summary>
public sealed class StoryConsentViews(StoryStore stories)
{
    public async Task<StoryConsentView> Of(DbSession session, Wish wish, Caller caller)
    {
        var consents = await stories.ListConsents(session, [wish.Id]);
        var (author, givers) = Agreed(consents);
        var live = await stories.FindLive(session, wish.Id);
        return new StoryConsentView(
            consents.FirstOrDefault(consent => consent.UserId == caller.UserId)?.Agrees, author, givers,
            live is null ? null : new EntityId(live.Id), await stories.FindReason(session, wish.Id));
    }

    /// <summary>Whether both sides agree; no I/O.</summary>
    public static (bool Author, bool Givers) Agreed(IReadOnlyList<StoryConsent> consents)
    {
        var givers = consents.Where(consent => consent.Side == StorySide.Giver).ToList();
        return (consents.Any(consent => consent is { Side: StorySide.Author, Agrees: true }), givers.Count > 0 && givers.TrueForAll(giver => giver.Agrees));
    }
}
