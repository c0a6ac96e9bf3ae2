using LinYuan.Api.Features.Photos.Core.Pictures;
using LinYuan.Api.Features.Photos.Removal;
using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Photos;

/// <summary>How files go.</summary>
public sealed class PhotoRemovalTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_file_of_a_removed_photo_goes_with_the_next_sweep_and_its_row_with_it()
    {
        var (story, id, file) = await Uploaded();
        (await story.Author.Delete($"/api/v1/photos/{id}")).ShouldBe(204);
        string[] both = [file, file + ".small"];
        both.ShouldAllBe(one => File.Exists(one));

        await Sweep();

        both.ShouldAllBe(one => !File.Exists(one));
        (await lane.Sql.Count("photos WHERE id = @id", new { id })).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_without_a_row_goes_after_an_hour_and_no_other_does()
    {
        var (_, _, known) = await Uploaded();
        var folder = Path.GetDirectoryName(known)!;
        var orphan = Path.Combine(folder, Path.GetFileName(known)[..4] + PhotoFiles.NewName()[4..]);
        string[] orphans = [orphan, orphan + ".part", orphan + ".small", orphan + ".small.part", known + ".part"];
        string[] others = [Path.Combine(lane.PhotoFolder, "README"), Path.Combine(folder, "of-somebody-else.jpg")];
        foreach (var file in orphans.Concat(others))
        {
            await File.WriteAllBytesAsync(file, [1], TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(file, lane.Clock.Now.UtcDateTime);
        }
        lane.Clock.Advance(TimeSpan.FromHours(1));
        await Sweep();
        orphans.ShouldAllBe(file => File.Exists(file));

        lane.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Sweep();

        orphans.ShouldAllBe(file => !File.Exists(file));
        others.Append(known).Append(known + ".small").ShouldAllBe(file => File.Exists(file));
    }

    [Fact]
    public async Task Files_are_walked_in_order_from_where_the_last_walk_ended()
    {
        var (_, _, file) = await Uploaded();
        var files = lane.Part<PhotoFiles>();
        var all = files.After("").Select(stored => stored.FileName).ToList();

        all.ShouldContain(Path.GetFileName(file));
        all.ShouldBe(all.Order(StringComparer.Ordinal));
        for (var at = 0; at < all.Count; at++)
            files.After(all[at]).Select(stored => stored.FileName).ShouldBe(all.Skip(at + 1));
    }

    [Fact]
    public async Task Who_leaves_takes_the_photos_along()
    {
        var (story, id, file) = await Uploaded();
        await lane.PutVisible(id);
        var link = await story.PhotoLink(story.Claimer);
        var held = (await story.Author.Get("/api/v1/me/data")).ShouldBe(200);
        (held.Text("photos.0.id"), held.Text("photos.0.for"), held.Text("photos.0.wishId")).ShouldBe((id, "wish", story.Id));
        (await lane.Anyone.Get(PhotoUploads.PathOf(held.Text("photos.0.url")!))).ShouldBe(200);

        (await story.Author.Delete("/api/v1/me")).ShouldBe(204);

        (await lane.Anyone.Get(link)).ShouldBeRefused(404, "resource.not_found");
        await Sweep();
        File.Exists(file).ShouldBeFalse();
        (await lane.Sql.Count("photos WHERE owner_id = @Id", story.Author)).ShouldBe(0);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_answered_as_busy_and_leaves_no_row()
    {
        var blocked = Path.Combine(Path.GetTempPath(), "linyuan-test-" + Guid.NewGuid().ToString("N"));
        await using var replica = await Lane.Start(new LaneSettings
        {
            ReplicaOf = lane,
            Options = new Dictionary<string, string>(StringComparer.Ordinal) { ["Photos:Directory"] = blocked },
        });
        var story = await WishStory.In(replica, "open");
        // It was there at the start, and is gone later.
        replica.Part<PhotoFiles>().After("").ShouldBeEmpty();
        Directory.Delete(blocked, recursive: true);
        await File.WriteAllBytesAsync(blocked, [], TestContext.Current.CancellationToken);
        try
        {
            (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBeRefused(503, "service.busy");
            (await lane.Sql.Count("photos WHERE wish_id = @Id", new { story.Id })).ShouldBe(0);
        }
        finally
        {
            File.Delete(blocked);
        }
    }

    private async Task<(WishStory Story, string Id, string File)> Uploaded()
    {
        var story = await WishStory.In(lane, "open");
        var id = (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBe(201).Id;
        return (story, id, await lane.FileOf(id));
    }

    /// <summary>Twice, so that a walk that had begun somewhere comes round.</summary>
    private async Task Sweep()
    {
        await PhotoLane.RunJob<SweepPhotoFiles>(lane);
        await PhotoLane.RunJob<SweepPhotoFiles>(lane);
    }
}
