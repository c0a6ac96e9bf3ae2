using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Afterwards;

[ValidatableType]
public sealed record ConsentToStoryRequest([property: Needed] bool? Agrees);

/// <summary>
/// Both sides say whether the story of their wish may be told, and may change their minds at any time: who takes the consent back
/// takes the story down with the same call.
/// </summary>
public sealed class ConsentToStory(
    WishAccess access, CrowdPledging pledging, ViewerRelationStore relations, StoryStore stories, StoryConsentViews views, TimeProvider time)
    : Operation<ConsentToStoryRequest, StoryConsentView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/story-consent");
        Group<People>();
        Moves(RequestErrors.NotFound, RequestErrors.AccessDenied, WishErrors.WrongState);
    }

    protected override async Task<IResult> Handle(ConsentToStoryRequest request, CancellationToken ct)
    {
        await access.Visible(Id, Caller);
        return await Call.Move(tx => Consent(tx, request.Agrees!.Value));
    }

    private async Task<StoryConsentView> Consent(Tx tx, bool agrees)
    {
        var now = time.Now();
        var wish = (await pledging.Lock(tx, Id.Value))!;
        var relation = await relations.Of(tx, wish.Id, Caller.UserId);
        WishRules.Require(WishRules.StoryConsent(wish, Caller, relation));
        await stories.SetConsent(tx, wish.Id, Caller.UserId, WishRules.SideOf(wish, Caller, relation)!.Value, agrees, now);
        if (!agrees)
            await stories.Unpublish(tx, wish.Id, Caller.UserId, reason: null, now);
        return await views.Of(tx, wish, Caller);
    }
}
