using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Afterwards;

/// <summary>心愿故事: what became of a wish, told with the consent of both sides and without a name.</summary>
public sealed record StoryView(
    EntityId Id, EntityId WishId, EntityId CommunityId, string CommunityName, WishCategory Category, string Title, string Text, DateTimeOffset PublishedAt)
{
    public static StoryView Of(Story story, string communityName) => new(
        new EntityId(story.Id), new EntityId(story.WishId), new EntityId(story.CommunityId), communityName, story.Category, story.Title, story.Text,
        story.PublishedAt);
}

/// <param name="AreaId">The area in which they happened, of any level; everywhere unless told.</param>
public sealed record ListStoriesRequest(string? AreaId, PageQuery Page);

/// <summary>Anyone reads the stories of an area of any level, newest first.</summary>
public sealed class ListStories(Db db, StoryStore stories, AreaStore areas) : ReadOperation<ListStoriesRequest, Page<StoryView>>
{
    public override void Configure()
    {
        Get("/stories");
        Group<Open>();
        Reads();
        Keeps(WishesModule.Shelf);
    }

    protected override async Task<Page<StoryView>> Read(ListStoriesRequest request, CancellationToken ct)
    {
        var page = request.Page;
        var before = page.AfterOr(long.MaxValue);
        var subtree = await areas.SubtreeOf(request.AreaId);
        var rows = await db.Read(session => stories.List(session, subtree, before, page.Rows));
        return await page.Cut(rows, row => [row.Id], async row => StoryView.Of(row, await areas.NameOf(row.CommunityId)));
    }
}
