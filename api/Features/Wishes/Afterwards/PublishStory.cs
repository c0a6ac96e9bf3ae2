using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Wishes;

/// <summary>The story as staff tell it: without anybody's name, and without a phone or identity number.</summary>
/// <param name="Version">Of the wish as whoever tells its story read it.</param>
public sealed record PublishStoryRequest(
    [property: Text(2, 40)] string Title, [property: Text(10, 2000)] string Text, [property: Between(1, int.MaxValue)] int? Version = null);

/// <summary>Staff publish the story of a fulfilled wish once both sides agree, and take it down again.</summary>
public sealed class PublishStory(
    WishAccess access, WishMeetings meetings, CrowdPledging pledging, StoryStore stories, TextChecks texts, OutboxStore outbox, TimeProvider time)
{
    /// <summary>Staff publish the story of a fulfilled wish once both sides agree.</summary>
    public static Task<IResult> Handle(EntityId id, PublishStoryRequest body, Caller caller, IdempotentCall call, PublishStory publish) =>
        publish.Handle(id, body, caller, call);

    /// <summary>Staff take a published story down, with a reason that both sides read.</summary>
    public static Task<IResult> UnpublishStory(EntityId id, WishReasonRequest body, Caller caller, IdempotentCall call, PublishStory publish) =>
        publish.Unpublish(id, body, caller, call);

    private async Task<IResult> Handle(EntityId id, PublishStoryRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await access.ForReview(id, caller);
        if (PersonalDetails.Has(body.Title) || PersonalDetails.Has(body.Text))
            throw new Refusal(WishErrors.PersonalDetails);
        return await call.After(
            () => texts.RequireNotRisky(caller.UserId, TextScene.Forum, $"{body.Title}\n{body.Text}"),
            () => call.Move(tx => Publish(tx, seen, body, caller)));
    }

    private async Task<StoryView> Publish(Tx tx, SeenWish seen, PublishStoryRequest body, Caller caller)
    {
        var now = time.Now();
        var wish = (await pledging.Lock(tx, seen.Wish.Id))!;
        var consents = await stories.LockConsents(tx, wish.Id);
        WishRules.Require(WishRules.PublishStory(await meetings.Of(tx, caller, wish, now) with { Consents = consents }));
        await access.RequireVersion(tx, wish, body.Version);
        var id = await stories.Publish(tx, wish, new WishText(body.Title, body.Text), caller.UserId, now);
        foreach (var person in consents.Where(consent => consent.UserId != caller.UserId))
            await outbox.Add(tx, WishMoves.Message(WishNews.StoryPublished, wish.Id, id, person.UserId), now);
        return StoryView.Of((await stories.Find(tx, id))!, seen.CommunityName);
    }

    private async Task<IResult> Unpublish(EntityId id, WishReasonRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await access.ForReview(id, caller);
        return await call.Move(async tx =>
        {
            await access.RequireVersion(tx, (await pledging.Lock(tx, id.Value))!, body.Version);
            WishRules.RequireMoved(await stories.Unpublish(tx, id.Value, caller.UserId, body.Reason, time.Now()));
            return await access.View(tx, seen, caller, time.Now());
        });
    }
}
