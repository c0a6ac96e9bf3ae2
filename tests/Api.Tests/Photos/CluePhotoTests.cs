using LinYuan.Tests.Clues;
using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Photos;

/// <summary>Photos of what somebody saw and of how it was solved: never required, never public, and never a word about whose they are.</summary>
public sealed class CluePhotoTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_reporter_adds_a_photo_of_the_clue_and_the_owner_one_of_how_it_was_solved()
    {
        var story = await ClueStory.In(lane, "inProgress");

        var clue = (await story.Reporter.UploadTo(Path(story, "clue"), TestJpeg.Of(before: TestJpeg.Metadata))).ShouldBe(201);
        var resolution = (await story.Owner.UploadTo(Path(story, "resolution"))).ShouldBe(201);

        clue.Header("Location").ShouldBe($"/api/v1/photos/{clue.Id}");
        (clue.Text("for"), clue.Text("status"), clue.Text("clueId"), clue.Text("wishId"), clue.Text("stationId"), clue.Text("isMine"))
            .ShouldBe(("clue", "review", story.Id, null, null, "True"));
        clue.Actions().ShouldBe(["delete"]);
        (resolution.Text("for"), resolution.Text("clueId")).ShouldBe(("resolution", story.Id));
        var stored = await File.ReadAllBytesAsync(await lane.FileOf(clue.Id), TestContext.Current.CancellationToken);
        stored.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(TestJpeg.Planted)).ShouldBe(-1);
        (await lane.Anyone.Get(PhotoUploads.PathOf(clue.Text("url")!))).ShouldBe(200).Bytes.ShouldBe(stored);
    }

    [Fact]
    public async Task What_the_photo_is_for_has_to_be_said_in_a_word_that_fits()
    {
        var story = await ClueStory.In(lane, "submitted");

        foreach (var query in new[] { "", "?for=", "?for=wish", "?for=delivery", "?for=station", "?for=cat" })
            (await story.Reporter.UploadTo($"/api/v1/clues/{story.Id}/photos{query}")).ShouldBeRefused(400, "request.invalid");
        (await story.Reporter.Upload(story.Id, TestJpeg.Of(), "clue")).Status.ShouldNotBe(201);
    }

    [Fact]
    public async Task Until_it_is_visible_a_photo_is_for_whoever_added_it_and_the_staff_and_then_for_those_who_work_on_the_clue()
    {
        var (story, helper) = await WithHelper();
        var follower = await lane.NewPerson();
        (await story.By(follower, "follow")).ShouldBe(200);
        var others = new Client[] { await lane.NewPerson(), await lane.NewStaff((await lane.NewCommunity()).Id), follower };
        var clue = (await story.Reporter.UploadTo(Path(story, "clue"))).ShouldBe(201).Id;
        var resolution = (await story.Owner.UploadTo(Path(story, "resolution"))).ShouldBe(201).Id;

        foreach (var status in new[] { "checking", "review", "hidden" })
        {
            await lane.Sql.Execute("UPDATE photos SET status = @status WHERE id IN (@clue, @resolution)", new { status, clue, resolution });
            (await Seen(story, story.Reporter)).ShouldBe([$"clue:{status}"]);
            (await Seen(story, story.Owner)).ShouldBe([$"resolution:{status}"]);
            (await Seen(story, helper)).ShouldBeEmpty();
            foreach (var staff in new[] { story.Desk, story.Street, story.District })
                (await Seen(story, staff)).ShouldBe([$"clue:{status}", $"resolution:{status}"]);
        }
        await lane.PutVisible(clue);
        await lane.PutVisible(resolution);

        foreach (var concerned in new[] { story.Reporter, story.Owner, helper, story.Desk, story.Street, story.District })
            (await Seen(story, concerned)).ShouldBe(["clue:visible", "resolution:visible"]);
        foreach (var other in others)
            (await Seen(story, other)).ShouldBeEmpty();
        (await lane.Anyone.Get($"/open/v1/clues/{story.Id}")).ShouldBe(200);
        (await lane.Anyone.Get($"/open/v1/clues/{story.Id}/photos")).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task Nothing_in_a_list_says_whose_a_photo_is()
    {
        // Ids of people that no id of a case can be taken for.
        await lane.Sql.Execute($"ALTER TABLE users AUTO_INCREMENT = {Random.Shared.Next(1_000_000_000, 2_000_000_000)}");
        var (story, helper) = await WithHelper();
        await lane.PutVisible((await story.Reporter.UploadTo(Path(story, "clue"))).ShouldBe(201).Id);

        foreach (var reader in new[] { story.Desk, story.Owner, helper, story.Street })
        {
            var seen = (await reader.Get($"/api/v1/clues/{story.Id}/photos")).ShouldBe(200);
            seen.Body.ShouldNotContain(story.Reporter.Id.ToString());
            seen.Text("items.0.isMine").ShouldBe("False");
        }
        (await story.Desk.Get("/staff/v1/photos?status=visible")).ShouldBe(200).Body.ShouldNotContain(story.Reporter.Id.ToString());
    }

    [Fact]
    public async Task Nobody_decides_about_photos_in_a_clue_that_they_reported_or_about_their_own()
    {
        var story = await ClueStory.In(lane, "inProgress");
        var resolution = (await story.Owner.UploadTo(Path(story, "resolution"))).ShouldBe(201).Id;
        await lane.Sql.Execute("UPDATE photos SET status = 'review', check_by = NULL WHERE id = @resolution", new { resolution });
        await story.Reporter.BecomesStaffOf(story.Community.Id);
        await story.Owner.BecomesStaffOf(story.Community.Id);

        foreach (var who in new[] { story.Reporter, story.Owner })
        {
            (await who.Post($"/staff/v1/photos/{resolution}/show")).ShouldBeRefused(403, "photo.own_case");
            (await who.Post($"/staff/v1/photos/{resolution}/hide", new { reason = "不合适" })).ShouldBeRefused(403, "photo.own_case");
        }
        (await Seen(story, story.Reporter)).ShouldBeEmpty();
        var offered = (await story.Reporter.Get("/staff/v1/photos")).ShouldBe(200).Items.Single(item => item.GetProperty("id").GetString() == resolution);
        offered.GetProperty("actions").GetArrayLength().ShouldBe(0);

        (await story.Desk.Post($"/staff/v1/photos/{resolution}/show")).ShouldBe(200).Actions().ShouldBe(["hide"]);
        (await story.Desk.Post($"/staff/v1/photos/{resolution}/show")).ShouldBeRefused(409, "photo.wrong_state");
        (await Seen(story, story.Reporter)).ShouldBe(["resolution:visible"]);
    }

    [Fact]
    public async Task Of_photos_at_once_no_more_than_six_are_taken_from_each()
    {
        var story = await ClueStory.In(lane, "inProgress");

        var (reporters, owners) = (Ten(story.Reporter, "clue"), Ten(story.Owner, "resolution"));

        foreach (var answers in new[] { await reporters, await owners })
        {
            answers.Count(answer => answer.Status == 201).ShouldBe(6);
            foreach (var refused in answers.Where(answer => answer.Status != 201))
                refused.ShouldBeRefused(409, "photo.limit");
        }
        (await lane.Sql.Count("photos WHERE subject_id = @Id AND subject_kind IN ('clue', 'resolution')", new { story.Id })).ShouldBe(12);

        Task<Answer[]> Ten(Client who, string subject) =>
            Task.WhenAll(Enumerable.Range(1, 10).Select(across => who.UploadTo(Path(story, subject), TestJpeg.Of(across: across))));
    }

    [Fact]
    public async Task An_owner_who_takes_over_finds_room_for_photos_of_their_own()
    {
        var story = await ClueStory.In(lane, "inProgress");
        for (var count = 0; count < 6; count++)
            (await story.Owner.UploadTo(Path(story, "resolution"))).ShouldBe(201);
        await story.Resolve();
        await story.CallBack("notSolved");
        await story.LetPass(TimeSpan.FromDays(1));
        await story.Dispatch(to: story.Desk, by: story.Street);
        (await story.Owner.UploadTo(Path(story, "resolution"))).ShouldBeRefused(403, "access.denied");
        (await story.ByStaff(story.Desk, "sign")).ShouldBe(200);

        (await story.Desk.UploadTo(Path(story, "resolution"))).ShouldBe(201);
    }

    [Fact]
    public async Task A_repeat_adds_one_photo_and_one_that_comes_too_late_none()
    {
        var story = await ClueStory.In(lane, "resolved");
        var key = Client.NewKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => story.Reporter.UploadTo(Path(story, "clue"), key: key)));
        answers.ShouldAllBe(answer => answer.Status == 201 && answer.Body == answers[0].Body);
        await story.CallBack("solved");
        (await story.Reporter.UploadTo(Path(story, "clue"), key: key)).ShouldBe(201).IsReplay.ShouldBeTrue();
        var files = lane.Files().Count;
        (await story.Reporter.UploadTo(Path(story, "clue"))).ShouldBeRefused(409, "clue.wrong_state");
        (await story.Owner.UploadTo(Path(story, "resolution"))).ShouldBeRefused(409, "clue.wrong_state");

        lane.Files().Count.ShouldBe(files);
        (await lane.Sql.Count("photos WHERE subject_kind = 'clue' AND subject_id = @Id", new { story.Id })).ShouldBe(1);
    }

    [Fact]
    public async Task A_reporter_takes_a_photo_away_whatever_has_become_of_the_clue()
    {
        var story = await ClueStory.In(lane, "resolved");
        var id = (await story.Reporter.UploadTo(Path(story, "clue"))).ShouldBe(201).Id;
        await lane.PutVisible(id);
        var link = (await story.Owner.Get($"/api/v1/clues/{story.Id}/photos")).Text("items.0.url")!;
        await story.CallBack("solved");
        foreach (var other in new[] { story.Desk, story.Owner })
            (await other.Delete($"/api/v1/photos/{id}")).ShouldBeRefused(404, "resource.not_found");

        (await story.Reporter.Delete($"/api/v1/photos/{id}")).ShouldBe(204);

        (await lane.Anyone.Get(PhotoUploads.PathOf(link))).ShouldBeRefused(404, "resource.not_found");
        (await Seen(story, story.Desk)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_leaves_takes_the_photos_of_clues_along_also_of_those_that_ended()
    {
        var story = await ClueStory.In(lane, "submitted");
        var forgotten = (await story.Reporter.UploadTo(Path(story, "clue"))).ShouldBe(201).Id;
        var into = await ClueStory.In(lane, "accepted", story);
        var merged = new ClueStory(lane, story.Community, long.Parse(story.GridId), story.Reporter, story.Desk, story.Owner, story.Street, story.District);
        await merged.Submit();
        var ofMerged = (await story.Reporter.UploadTo(Path(merged, "clue"))).ShouldBe(201).Id;
        (await merged.ByStaff(story.Desk, "merge", new { into = into.Id })).ShouldBe(200);
        (await Seen(merged, story.Desk)).ShouldBe(["clue:review"]);
        var held = (await story.Reporter.Get("/api/v1/me/data")).ShouldBe(200);
        (held.Text("photos.0.id"), held.Text("photos.0.for"), held.Text("photos.0.clueId"), held.Text("photos.0.wishId"))
            .ShouldBe((ofMerged, "clue", merged.Id, null));

        (await story.Reporter.Delete("/api/v1/me")).ShouldBe(204);

        foreach (var id in new[] { forgotten, ofMerged })
            (await lane.Sql.Value<string>("SELECT status FROM photos WHERE id = @id", new { id })).ShouldBe("removed");
        (await Seen(merged, story.Desk)).ShouldBeEmpty();
    }

    private async Task<(ClueStory Story, Person Helper)> WithHelper()
    {
        var story = await ClueStory.In(lane, "accepted");
        var helper = await lane.NewStaff(long.Parse(story.GridId));
        var body = new { ownerId = story.Owner.Id.ToString(), helperIds = new[] { helper.Id.ToString() } };
        (await story.ByStaff(story.Desk, "dispatch", body)).ShouldBe(200);
        await story.Sign();
        return (story, helper);
    }

    private static Task<IReadOnlyList<string>> Seen(ClueStory story, Client who) => who.PhotosAt($"/api/v1/clues/{story.Id}/photos");

    private static string Path(ClueStory story, string subject) => $"/api/v1/clues/{story.Id}/photos?for={subject}";
}
