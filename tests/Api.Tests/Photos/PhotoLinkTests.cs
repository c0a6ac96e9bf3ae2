using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Photos;

/// <summary>Who has a link only because everyone had one loses it together with everyone.</summary>
public sealed class PhotoLinkTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task When_a_wish_is_withdrawn_the_links_that_everyone_had_stop_and_those_of_its_author_and_staff_go_on()
    {
        var story = await Pictured();
        var everyones = await LinksOfStrangers(story);
        var kept = new[] { await story.PhotoLink(story.Author), await story.PhotoLink(story.Staff) };
        foreach (var link in everyones.Concat(kept))
            (await lane.Anyone.Get(link)).ShouldBe(200);

        (await story.By(story.Author, "withdraw")).ShouldBe(200);

        foreach (var link in everyones)
            (await lane.Anyone.Get(link)).ShouldBeRefused(404, "resource.not_found");
        foreach (var link in kept)
            (await lane.Anyone.Get(link)).ShouldBe(200);
    }

    [Fact]
    public async Task When_a_wish_is_merged_into_another_the_links_that_everyone_had_stop()
    {
        var story = await Pictured();
        var into = await WishStory.In(lane, "open", story.Community);
        var everyones = await LinksOfStrangers(story);

        (await story.ByStaff(story.Staff, "merge", new { intoId = into.Id })).ShouldBe(200);

        foreach (var link in everyones)
            (await lane.Anyone.Get(link)).ShouldBeRefused(404, "resource.not_found");
        (await story.PhotosSeenBy(await lane.NewPerson())).ShouldBeEmpty();
        (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBeRefused(409, "wish.wrong_state");
    }

    [Fact]
    public async Task A_photo_that_goes_back_to_review_is_not_seen_by_the_links_that_everyone_had()
    {
        var story = await Pictured();
        var everyones = await LinksOfStrangers(story);

        await lane.Sql.Execute("UPDATE photos SET status = 'review' WHERE wish_id = @Id", new { story.Id });

        foreach (var link in everyones)
            (await lane.Anyone.Get(link)).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task While_a_wish_is_fulfilled_before_everyones_eyes_the_links_go_on()
    {
        var story = await Pictured();
        var everyones = await LinksOfStrangers(story);

        await story.Claim();
        await story.Contacted();
        await story.Deliver();
        await story.Confirm();

        foreach (var link in everyones)
            (await lane.Anyone.Get(link)).ShouldBe(200);
    }

    private async Task<WishStory> Pictured()
    {
        var story = await WishStory.In(lane, "open");
        await lane.PutVisible((await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBe(201).Id);
        return story;
    }

    /// <summary>The link of the public list and that of somebody who is signed in.</summary>
    private async Task<string[]> LinksOfStrangers(WishStory story) =>
    [
        PhotoUploads.PathOf((await lane.Anyone.Get($"/open/v1/wishes/{story.Id}/photos")).ShouldBe(200).Text("items.0.url")!),
        await story.PhotoLink(story.Claimer),
    ];
}
