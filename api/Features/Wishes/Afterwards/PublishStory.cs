using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Afterwards;

/// <summary>The story as staff tell it: without anybody's name, and without a phone or identity number.</summary>
/// <param name="Version">Of the wish as whoever tells its story read it.</param>
[ValidatableType]
public sealed record PublishStoryRequest(
    [property: Text(2, 40)] string Title, [property: Text(10, 2000)] string Text, [property: Between(1, int.MaxValue)] int? Version = null);

/// <summary>Staff publish the story of a fulfilled wish once both sides agree.</summary>
public sealed class PublishStory(
    WishAccess access, WishViewerContexts contexts, CrowdPledging pledging, StoryStore stories, TextChecks texts, OutboxStore outbox, TimeProvider time)
    : Operation<PublishStoryRequest, StoryView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/publish-story");
        Group<Staff>();
        Moves(
            RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.WrongState, RequestErrors.CaseChanged, WishErrors.ConsentMissing,
            WeChatRefusals.RiskyContent, WishErrors.PersonalDetails);
    }

    protected override async Task<IResult> Handle(PublishStoryRequest request, CancellationToken ct)
    {
        var seen = await access.ForReview(Id, Caller);
        if (PersonalDetails.Has(request.Title) || PersonalDetails.Has(request.Text))
            throw new Refusal(WishErrors.PersonalDetails);
        return await Call.After(
            () => texts.RequireNotRisky(Caller.UserId, TextScene.Forum, $"{request.Title}\n{request.Text}"),
            () => Call.Move(tx => Publish(tx, seen, request)));
    }

    private async Task<StoryView> Publish(Tx tx, SeenWish seen, PublishStoryRequest request)
    {
        var now = time.Now();
        var wish = (await pledging.Lock(tx, seen.Wish.Id))!;
        var consents = await stories.LockConsents(tx, wish.Id);
        WishRules.Require(WishRules.PublishStory(await contexts.Of(tx, Caller, wish, now) with { Consents = consents }));
        await access.RequireVersion(tx, wish, request.Version);
        var id = await stories.Publish(tx, wish, new WishText(request.Title, request.Text), Caller.UserId, now);
        foreach (var person in consents.Where(consent => consent.UserId != Caller.UserId))
            await outbox.Add(tx, WishMoves.Message(WishNews.StoryPublished, wish.Id, id, person.UserId), now);
        return StoryView.Of((await stories.Find(tx, id))!, seen.CommunityName);
    }
}
