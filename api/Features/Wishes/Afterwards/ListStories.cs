using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes;

/// <summary>心愿故事: what became of a wish, told with the consent of both sides and without a name.</summary>
public sealed record StoryView(
    EntityId Id, EntityId WishId, EntityId CommunityId, string CommunityName, WishCategory Category, string Title, string Text, DateTimeOffset PublishedAt)
{
    public static StoryView Of(Story story, string communityName) => new(
        new EntityId(story.Id), new EntityId(story.WishId), new EntityId(story.CommunityId), communityName, story.Category, story.Title, story.Text,
        story.PublishedAt);
}

/// <summary>The stories of an area of any level, newest first.</summary>
public static class ListStories
{
    public static async Task<Page<StoryView>> Handle(string? areaId, PageQuery page, Db db, StoryStore stories, AreaStore areas)
    {
        var before = page.AfterOr(long.MaxValue);
        var subtree = await areas.SubtreeOf(areaId);
        var rows = await db.Read(session => stories.List(session, subtree, before, page.Rows));
        return await page.Cut(rows, row => [row.Id], async row => StoryView.Of(row, await areas.NameOf(row.CommunityId)));
    }
}

public static class GetStory
{
    /// <summary>One published story.</summary>
    public static async Task<StoryView> Handle(EntityId id, Db db, StoryStore stories, AreaStore areas) =>
        await db.Read(session => stories.Find(session, id.Value)) is { } story
            ? StoryView.Of(story, await areas.NameOf(story.CommunityId))
            : throw new Refusal(RequestErrors.NotFound);
}
