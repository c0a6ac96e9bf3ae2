using LinYuan.Tests.Clues;
using LinYuan.Tests.Photos;
using LinYuan.Tests.Stations;
using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Privacy;

/// <summary>People in every role around one wish whose private fields all hold markers.</summary>
internal sealed class Cast
{
    private readonly WishStory wish;
    private readonly Person formerClaimer;
    private readonly IReadOnlyCollection<string> others;

    private Cast(WishStory wish, Person formerClaimer, IReadOnlyDictionary<string, Client> roles, IReadOnlyCollection<string> others)
    {
        this.wish = wish;
        this.formerClaimer = formerClaimer;
        this.others = others;
        Roles = roles;
    }

    public IReadOnlyDictionary<string, Client> Roles { get; }

    /// <summary>Of the wish, once it is posted, and of what else a path may name.</summary>
    public IReadOnlyCollection<string> Ids => [.. others.Append(wish.Id)];

    public static async Task<Cast> Of(Lane lane, IReadOnlyDictionary<string, string> markers)
    {
        var community = await lane.NewCommunity();
        var staff = await community.Staff();
        var ids = new List<string> { community.IdText };
        var claimer = await Registered(staff, await lane.NewPerson(), community, "inService", "员" + markers["memberName"], ids, markers["memberPhone"]);
        var courier = await Registered(staff, await lane.NewPerson(), community, "courier", "骑" + markers["courierName"], ids);
        var leader = await Registered(staff, await lane.NewPerson(), community, "volunteer", "领" + markers["leaderName"], ids);
        var former = await lane.NewMember(community);
        var relative = await lane.NewPerson();
        await HaveTeamAndOffer(staff, community, leader, claimer, markers, ids);
        await HaveRepresented(staff, community, relative, markers, ids);
        var resident = await lane.NewPerson();
        await HaveHiddenPhotos(staff, community, resident, courier, markers, ids);
        var applicant = await lane.NewPerson();
        await HaveEndings(staff, community, applicant, markers, ids);
        var story = new WishStory(lane, community, await lane.NewPerson(), staff, claimer);
        var roles = new Dictionary<string, Client>(StringComparer.Ordinal)
        {
            ["anyone"] = lane.Anyone,
            ["author"] = story.Author,
            ["claimer"] = claimer,
            ["formerClaimer"] = former,
            ["member"] = await lane.NewMember(community),
            ["resident"] = resident,
            ["courier"] = courier,
            ["leader"] = leader,
            ["relative"] = relative,
            ["applicant"] = applicant,
            ["staff"] = staff,
            ["streetStaff"] = await lane.NewStaff(community.StreetId),
            ["otherStaff"] = await (await lane.NewCommunityIn(community.DistrictId)).Staff(),
        };
        return new Cast(story, former, roles, ids);
    }

    /// <summary>The wish from its first words to the thanks, with each private field filled on the way.</summary>
    public IEnumerable<Func<Task>> Stages(IReadOnlyDictionary<string, string> markers) =>
    [
        async () =>
        {
            await wish.Post(Words(markers));
            (await wish.ByStaff(wish.Staff, "ask-changes", new { reason = markers["changesReason"] })).ShouldBe(200);
        },
        async () => (await wish.By(wish.Author, "submit", Words(markers))).ShouldBe(200),
        async () =>
        {
            await wish.Approve(new { publicTitle = "换一盏灯", publicStory = "楼道灯坏了，请帮忙", version = 2 });
            await wish.Claim(formerClaimer);
            (await wish.By(formerClaimer, "release", new { reason = markers["releaseReason"] })).ShouldBe(200);
        },
        async () =>
        {
            await wish.Claim();
            (await wish.By(wish.Claimer, "extend", new { reason = markers["extendReason"] })).ShouldBe(200);
        },
        async () =>
        {
            await wish.Contacted();
            (await wish.By(wish.Claimer, "deliver", new { note = markers["note"] })).ShouldBe(200);
        },
        async () =>
        {
            (await wish.By(wish.Author, "dispute", new { reason = markers["disputeReason"] })).ShouldBe(200);
            await wish.Resolve("inProgress");
            (await wish.By(wish.Claimer, "deliver", new { note = markers["note"] })).ShouldBe(200);
            (await wish.By(wish.Author, "confirm", new { score = 5, comment = markers["comment"] })).ShouldBe(200);
        },
    ];

    /// <summary>The leader's team with the claimer in it, and what the claimer offers to do.</summary>
    private static async Task HaveTeamAndOffer(
        Person staff, Community community, Person leader, Person claimer, IReadOnlyDictionary<string, string> markers, List<string> ids)
    {
        var team = (await staff.Post("/staff/v1/teams", new { communityId = community.IdText, name = "修灯小队", leaderId = leader.Id.ToString() })).ShouldBe(201);
        (await leader.Post($"/api/v1/teams/{team.Id}/members", new { memberId = claimer.Id.ToString() })).ShouldBe(201);
        (await claimer.Post("/api/v1/me/offers", new { category = WishStory.Category, description = "会修灯" + markers["offerText"] })).ShouldBe(201);
        ids.Add(team.Id);
    }

    /// <summary>A person without a phone, for whom a relative has filed a wish that nobody has reviewed.</summary>
    private static async Task HaveRepresented(
        Person staff, Community community, Person relative, IReadOnlyDictionary<string, string> markers, List<string> ids)
    {
        var card = (await staff.Post("/staff/v1/represented-people", new
        {
            communityId = community.IdText, name = "老" + markers["representedName"], phone = markers["representedPhone"], address = "住" + markers["representedAddress"],
        })).ShouldBe(201);
        var onBehalf = new { cardNumber = card.Text("cardNumber"), consentCode = card.Text("consentCode"), relation = "relative" };
        var filed = (await relative.Post("/api/v1/wishes", new
        {
            communityId = community.IdText, category = WishStory.Category, title = "代" + markers["filedTitle"], story = "一段替老人写的故事", onBehalf,
        })).ShouldBe(201);
        ids.AddRange([card.Id, filed.Id]);
    }

    /// <summary>A clue that the resident reported and a station that the courier keeps, each with a photo of theirs that staff hid, and why.</summary>
    private static async Task HaveHiddenPhotos(
        Person staff, Community community, Person reporter, Person keeper, IReadOnlyDictionary<string, string> markers, List<string> ids)
    {
        var clue = (await reporter.Post("/api/v1/clues", ClueStory.Words(community))).ShouldBe(201).Id;
        (await staff.Post($"/staff/v1/clues/{clue}/accept", new { urgency = "normal", publicText = "路灯不亮，已安排人去看" })).ShouldBe(200);
        var station = (await community.NewStation()).Id;
        (await staff.Post($"/staff/v1/stations/{station}/keeper", new { userId = keeper.Id.ToString() })).ShouldBe(200);
        var photos = new[]
        {
            (Id: (await reporter.UploadTo($"/api/v1/clues/{clue}/photos?for=clue")).ShouldBe(201).Id, Marker: "cluePhotoReason"),
            (Id: (await keeper.UploadTo($"/api/v1/stations/{station}/photos")).ShouldBe(201).Id, Marker: "stationPhotoReason"),
        };
        foreach (var (id, marker) in photos)
            (await staff.Post($"/staff/v1/photos/{id}/hide", new { reason = "因" + markers[marker] })).ShouldBe(200);
        ids.AddRange([clue, station, .. photos.Select(photo => photo.Id)]);
    }

    /// <summary>Somebody else's registration that staff sent back and then turned down, and a clue that they did not take up, each with why.</summary>
    private static async Task HaveEndings(
        Person staff, Community community, Person applicant, IReadOnlyDictionary<string, string> markers, List<string> ids)
    {
        var words = new
        {
            communityId = community.IdText, kind = "courier", realName = "生人", platform = "台" + markers["platform"],
            skills = new[] { "会" + markers["skill"] },
        };
        var registration = (await applicant.Post("/api/v1/registrations", words)).ShouldBe(201).Id;
        (await staff.Post($"/staff/v1/registrations/{registration}/return", new { reason = "退" + markers["returnReason"] })).ShouldBe(200);
        (await applicant.Post("/api/v1/registrations", words)).ShouldBe(201);
        (await staff.Post($"/staff/v1/registrations/{registration}/reject", new { reason = "不" + markers["rejectReason"] })).ShouldBe(200);
        var place = new { latitude = 31.2, longitude = double.Parse(markers["clueDegrees"], System.Globalization.CultureInfo.InvariantCulture) };
        var clue = (await applicant.Post("/api/v1/clues", ClueStory.Words(community, place: "门" + markers["cluePlace"], text: "一段话语" + markers["clueText"], location: place)))
            .ShouldBe(201).Id;
        (await staff.Post(
            $"/staff/v1/clues/{clue}/refuse", new { reason = "不受理" + markers["refuseReason"], legalRoute = "去" + markers["legalRoute"] })).ShouldBe(200);
        ids.AddRange([registration, clue]);
    }

    private object Words(IReadOnlyDictionary<string, string> markers) => WishStory.Words(
        wish.Community, "题" + markers["ownTitle"], "一段故事" + markers["ownStory"], name: "名" + markers["contactName"], phone: markers["contactPhone"],
        address: "址" + markers["contactAddress"]);

    private static async Task<Person> Registered(
        Person staff, Person who, Community community, string kind, string realName, List<string> ids, string? phone = null)
    {
        var submitted = (await who.Post("/api/v1/registrations", new { communityId = community.IdText, kind, realName, phone })).ShouldBe(201);
        (await staff.Post($"/staff/v1/registrations/{submitted.Id}/approve")).ShouldBe(200);
        ids.Add(submitted.Id);
        return who;
    }
}
