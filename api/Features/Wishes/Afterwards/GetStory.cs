using FastEndpoints;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Afterwards;

/// <summary>Anyone reads one published story.</summary>
public sealed class GetStory(Db db, StoryStore stories, AreaStore areas) : ReadOperation<EmptyRequest, StoryView>
{
    public override void Configure()
    {
        Get("/stories/{id}");
        Group<Open>();
        Reads(RequestErrors.NotFound);
        Keeps(WishesModule.Shelf);
    }

    protected override async Task<StoryView> Read(EmptyRequest request, CancellationToken ct) =>
        await db.Read(session => stories.Find(session, Id.Value)) is { } story
            ? StoryView.Of(story, await areas.NameOf(story.CommunityId))
            : throw new Refusal(RequestErrors.NotFound);
}
