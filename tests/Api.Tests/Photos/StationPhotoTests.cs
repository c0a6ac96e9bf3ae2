using LinYuan.Tests.Stations;
using LinYuan.Tests.Wishes;
using WeChat.StandIn;

namespace LinYuan.Tests.Photos;

/// <summary>Photos of stations, by their keeper and the staff of their area, for everyone.</summary>
public sealed class StationPhotoTests(PhotoLane photos) : IClassFixture<PhotoLane>
{
    private readonly Lane lane = photos.Lane;

    [Fact]
    public async Task What_staff_add_everyone_sees_when_WeChat_has_passed_it()
    {
        var place = await Kept();
        var added = (await place.Staff.UploadTo(place.ForStaff, TestJpeg.Of(before: TestJpeg.Metadata))).ShouldBe(201);
        (added.Text("for"), added.Text("status"), added.Text("stationId"), added.Text("wishId"), added.Text("clueId"))
            .ShouldBe(("station", "checking", place.Station.Id, null, null));
        added.Header("Location").ShouldBe($"/api/v1/photos/{added.Id}");
        (await Public(place)).Items.ShouldBeEmpty();

        await Judge();

        var open = await Public(place);
        (open.Items.Count, open.Text("items.0.id"), open.Text("items.0.mediaType")).ShouldBe((1, added.Id, "image/jpeg"));
        open.Items[0].EnumerateObject().Select(field => field.Name).ShouldBe(["id", "url", "thumbnailUrl", "mediaType", "width", "height"]);
        var served = (await lane.Anyone.Get(PhotoUploads.PathOf(open.Text("items.0.url")!))).ShouldBe(200);
        served.Bytes.ShouldBe(await File.ReadAllBytesAsync(await lane.FileOf(added.Id), TestContext.Current.CancellationToken));
        served.Bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(TestJpeg.Planted)).ShouldBe(-1);
    }

    [Fact]
    public async Task What_the_keeper_adds_staff_look_at_first_though_WeChat_passes_it()
    {
        var place = await Kept();
        var id = (await place.Keeper.UploadTo(place.ForKeeper)).ShouldBe(201).Id;

        await Judge();

        (await photos.StatusOf(id)).ShouldBe("review");
        (await Public(place)).Items.ShouldBeEmpty();
        (await place.Keeper.PhotosAt(place.ForKeeper)).ShouldBe(["station:review"]);
        (await place.Staff.Get("/staff/v1/photos")).ShouldBe(200).Items.Select(item => item.GetProperty("id").GetString()).ShouldContain(id);
        (await place.Staff.Post($"/staff/v1/photos/{id}/show")).ShouldBe(200).Actions().ShouldBe(["hide"]);
        (await Public(place)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_WeChat_finds_risky_nobody_sees_and_staff_show_it_if_it_should_not_be_hidden()
    {
        var place = await Kept();
        var id = (await place.Keeper.UploadTo(place.ForKeeper)).ShouldBe(201).Id;

        await Judge(new FlushRequest(Suggest: "risky"));

        (await photos.StatusOf(id)).ShouldBe("hidden");
        (await Public(place)).Items.ShouldBeEmpty();
        (await place.Staff.Post($"/staff/v1/photos/{id}/show")).ShouldBe(200);
        (await Public(place)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_adds_and_who_lists_is_as_the_table_says()
    {
        var place = await Kept();
        var roles = new Dictionary<string, Client>(StringComparer.Ordinal)
        {
            ["keeper"] = place.Keeper,
            ["staff"] = place.Staff,
            ["street"] = await lane.NewStaff(place.Station.Community.StreetId),
            ["otherStaff"] = await lane.NewStaff((await lane.NewCommunityIn(place.Station.Community.DistrictId)).Id),
            ["resident"] = await lane.NewPerson(),
            ["nobody"] = lane.Anyone,
        };
        const string Table = """
            keeper     201 403:access.denied      200 200
            staff      201 201                    200 200
            street     201 201                    200 200
            otherStaff 403:access.denied 404:resource.not_found 200 200
            resident   403:access.denied 403:access.denied 200 200
            nobody     401:session.required 401:session.required 401:session.required 200
            """;

        foreach (var line in Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            var who = roles[line[0]];
            Answer[] answers =
            [
                await who.UploadTo(place.ForKeeper), await who.UploadTo(place.ForStaff), await who.Get(place.ForKeeper), await who.Get(place.ForEveryone),
            ];
            answers.Select(answer => answer.Code is null ? $"{answer.Status}" : $"{answer.Status}:{answer.Code}").ShouldBe(line[1..], line[0]);
        }
    }

    [Fact]
    public async Task Who_keeps_the_station_no_more_adds_nothing_and_still_takes_their_own_away()
    {
        var place = await Kept();
        var id = (await place.Keeper.UploadTo(place.ForKeeper)).ShouldBe(201).Id;
        await lane.PutVisible(id);
        (await place.Staff.Delete($"/staff/v1/stations/{place.Station.Id}/keeper")).ShouldBe(204);

        (await place.Keeper.UploadTo(place.ForKeeper)).ShouldBeRefused(403, "access.denied");
        (await place.Staff.Delete($"/api/v1/photos/{id}")).ShouldBeRefused(404, "resource.not_found");
        (await place.Keeper.Delete($"/api/v1/photos/{id}")).ShouldBe(204);
        (await Public(place)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_station_that_is_not_there_has_no_photos_and_takes_none()
    {
        var staff = await lane.NewStaff((await lane.NewCommunity()).Id);
        const string Nowhere = "999999999999";

        (await staff.UploadTo($"/api/v1/stations/{Nowhere}/photos")).ShouldBeRefused(404, "resource.not_found");
        (await staff.UploadTo($"/staff/v1/stations/{Nowhere}/photos")).ShouldBeRefused(404, "resource.not_found");
        (await staff.Get($"/api/v1/stations/{Nowhere}/photos")).ShouldBeRefused(404, "resource.not_found");
        (await lane.Anyone.Get($"/open/v1/stations/{Nowhere}/photos")).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task Of_the_last_place_two_people_who_upload_at_once_get_one()
    {
        var place = await Kept();
        for (var count = 0; count < 5; count++)
            (await place.Keeper.UploadTo(place.ForKeeper, TestJpeg.Of(across: 1 + count))).ShouldBe(201);

        var answers = await Task.WhenAll(place.Keeper.UploadTo(place.ForKeeper), place.Staff.UploadTo(place.ForStaff));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Single(answer => answer.Status != 201).ShouldBeRefused(409, "photo.limit");
        (await Stored(place)).ShouldBe(6);
        (await place.Staff.UploadTo(place.ForStaff)).ShouldBeRefused(409, "photo.limit");
    }

    [Fact]
    public async Task Of_many_uploads_at_once_by_several_people_a_station_takes_six()
    {
        var place = await Kept();
        var street = await lane.NewStaff(place.Station.Community.StreetId);
        var uploads = Enumerable.Range(1, 5).SelectMany(across => new[]
        {
            place.Keeper.UploadTo(place.ForKeeper, TestJpeg.Of(across: across)), place.Staff.UploadTo(place.ForStaff, TestJpeg.Of(across: across)),
            street.UploadTo(place.ForStaff, TestJpeg.Of(across: across)),
        });

        var answers = await Task.WhenAll(uploads);

        answers.Count(answer => answer.Status == 201).ShouldBe(6);
        foreach (var refused in answers.Where(answer => answer.Status != 201))
            refused.ShouldBeRefused(409, "photo.limit");
        (await Stored(place)).ShouldBe(6);
    }

    [Fact]
    public async Task Photos_of_a_former_keeper_that_staff_hid_leave_their_places_to_others()
    {
        var place = await Kept();
        for (var count = 0; count < 6; count++)
            await lane.PutVisible((await place.Keeper.UploadTo(place.ForKeeper, TestJpeg.Of(across: 1 + count))).ShouldBe(201).Id);
        (await place.Staff.UploadTo(place.ForStaff)).ShouldBeRefused(409, "photo.limit");
        var old = (await Public(place)).Text("items.0.id");

        (await place.Staff.Post($"/staff/v1/photos/{old}/hide", new { reason = "门头换了" })).ShouldBe(200);

        (await place.Keeper.UploadTo(place.ForKeeper)).ShouldBeRefused(409, "photo.limit");
        (await place.Staff.UploadTo(place.ForStaff)).ShouldBe(201);
        (await place.Staff.UploadTo(place.ForStaff)).ShouldBeRefused(409, "photo.limit");
    }

    [Fact]
    public async Task Staff_of_the_area_hide_and_show_and_nobody_decides_about_their_own()
    {
        var place = await Kept();
        var id = (await place.Staff.UploadTo(place.ForStaff)).ShouldBe(201).Id;
        await lane.PutVisible(id);
        var colleagues = new[] { await lane.NewStaff(place.Station.Community.Id), await lane.NewStaff(place.Station.Community.StreetId) };
        var reason = new { reason = "拍到了路人" };
        (await place.Staff.Post($"/staff/v1/photos/{id}/hide", reason)).ShouldBeRefused(403, "photo.own_case");
        (await (await lane.NewStaff((await lane.NewCommunity()).Id)).Post($"/staff/v1/photos/{id}/hide", reason)).ShouldBeRefused(404, "resource.not_found");
        (await place.Keeper.Post($"/staff/v1/photos/{id}/hide", reason)).ShouldBeRefused(403, "access.denied");
        var link = PhotoUploads.PathOf((await Public(place)).Text("items.0.url")!);

        var hidden = await Task.WhenAll(colleagues.Select(who => who.Post($"/staff/v1/photos/{id}/hide", reason)));
        hidden.Select(answer => answer.Status).Order().ShouldBe([200, 409]);
        (await Public(place)).Items.ShouldBeEmpty();
        (await lane.Anyone.Get(link)).ShouldBeRefused(404, "resource.not_found");
        (await place.Keeper.PhotosAt(place.ForKeeper)).ShouldBeEmpty();
        var own = (await place.Staff.Get(place.ForKeeper)).ShouldBe(200);
        (own.Text("items.0.status"), own.Text("items.0.reason"), own.Text("items.0.url")).ShouldBe(("hidden", "拍到了路人", null));

        var shown = await Task.WhenAll(colleagues.Select(who => who.Post($"/staff/v1/photos/{id}/show")));
        shown.Select(answer => answer.Status).Order().ShouldBe([200, 409]);
        shown.Single(answer => answer.Status == 409).ShouldBeRefused(409, "photo.wrong_state");
        (await Public(place)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_leaves_takes_the_photos_of_stations_along()
    {
        var place = await Kept();
        var id = (await place.Keeper.UploadTo(place.ForKeeper)).ShouldBe(201).Id;
        await lane.PutVisible(id);
        var link = PhotoUploads.PathOf((await Public(place)).Text("items.0.url")!);
        var held = (await place.Keeper.Get("/api/v1/me/data")).ShouldBe(200);
        (held.Text("photos.0.id"), held.Text("photos.0.for"), held.Text("photos.0.stationId"), held.Text("photos.0.wishId"))
            .ShouldBe((id, "station", place.Station.Id, null));

        (await place.Keeper.Delete("/api/v1/me")).ShouldBe(204);

        (await Public(place)).Items.ShouldBeEmpty();
        (await lane.Anyone.Get(link)).ShouldBeRefused(404, "resource.not_found");
        (await photos.StatusOf(id)).ShouldBe("removed");
    }

    /// <summary>What earlier tests left waiting is judged with it.</summary>
    private async Task Judge(FlushRequest? verdict = null)
    {
        lane.StandIn.ClearFaults();
        await photos.Ask();
        await photos.Judge(verdict);
    }

    private async Task<Answer> Public(Place place) => (await lane.Anyone.Get(place.ForEveryone)).ShouldBe(200);

    private Task<long> Stored(Place place) =>
        lane.Sql.Count("photos WHERE subject_kind = 'station' AND subject_id = @Id AND status <> 'removed'", new { place.Station.Id });

    private async Task<Place> Kept()
    {
        var community = await lane.NewCommunity();
        var (station, staff, keeper) = (await community.NewStation(), await community.Staff(), await lane.NewPerson());
        (await staff.Post($"/staff/v1/stations/{station.Id}/keeper", new { userId = keeper.Id.ToString() })).ShouldBe(200);
        return new Place(station, staff, keeper);
    }

    /// <summary>A station with its keeper and the staff of its community.</summary>
    private sealed record Place(MadeStation Station, Person Staff, Person Keeper)
    {
        public string ForKeeper => $"/api/v1/stations/{Station.Id}/photos";

        public string ForStaff => $"/staff/v1/stations/{Station.Id}/photos";

        public string ForEveryone => $"/open/v1/stations/{Station.Id}/photos";
    }
}
