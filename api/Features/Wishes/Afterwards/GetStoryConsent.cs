using FastEndpoints;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Afterwards;

/// <summary>Both sides, and the staff of the area, read what was said so far of telling the story of a wish.</summary>
public sealed class GetStoryConsent(Db db, WishAccess access, ViewerRelationStore relations, StoryConsentViews views) : ReadOperation<EmptyRequest, StoryConsentView>
{
    public override void Configure()
    {
        Get("/wishes/{id}/story-consent");
        Group<People>();
        Reads(RequestErrors.NotFound, RequestErrors.AccessDenied);
    }

    protected override async Task<StoryConsentView> Read(EmptyRequest request, CancellationToken ct)
    {
        var wish = (await access.Visible(Id, Caller)).Wish;
        return await db.Read(async session =>
            wish.IsReviewedBy(Caller) || WishRules.SideOf(wish, Caller, await relations.Of(session, wish.Id, Caller.UserId)) is not null
            ? await views.Of(session, wish, Caller)
            : throw new Refusal(RequestErrors.AccessDenied));
    }
}
