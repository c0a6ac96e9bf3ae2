using LinYuan.Tests.Contract;

namespace LinYuan.Tests.Privacy;

/// <summary>
/// Plants a marker in every private field and walks all lists, details, timelines and exports as every role, in each stage of a wish:
/// who may find what, and where, is written out below, and nobody finds anything else. A route that comes later is walked as well.
/// </summary>
public sealed class PrivateFieldTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    /// <summary>Marker and role, then the operations where it is right that they find it; everything else is a leak.</summary>
    private const string Expected = """
        changesReason author: GetWish GetWishTimeline ListMyWishes
        changesReason staff: ExportMyData GetWish GetWishTimeline ListWishesToReview
        changesReason streetStaff: GetWish GetWishTimeline ListWishesToReview
        clueDegrees applicant: ExportMyData GetClue ListMyClues
        clueDegrees staff: GetClue
        clueDegrees streetStaff: GetClue
        cluePhotoReason resident: ExportMyData ListCluePhotos
        cluePhotoReason staff: ListCluePhotos ListPhotosToReview
        cluePhotoReason streetStaff: ListCluePhotos ListPhotosToReview
        cluePlace applicant: ExportMyData GetClue ListMyClues
        cluePlace staff: GetClue
        cluePlace streetStaff: GetClue
        clueText applicant: ExportMyData GetClue ListMyClues
        clueText staff: GetClue
        clueText streetStaff: GetClue
        comment author: ExportMyData GetWish ListMyWishes
        comment claimer: GetWish ListMyClaims
        comment staff: GetWish ListWishesToReview
        comment streetStaff: GetWish ListWishesToReview
        contactAddress author: ExportMyData
        contactName author: ExportMyData
        contactPhone author: ExportMyData
        courierName courier: ExportMyData
        disputeReason author: ExportMyData GetWishTimeline
        disputeReason claimer: GetWishTimeline
        disputeReason staff: GetWishTimeline
        disputeReason streetStaff: GetWishTimeline
        extendReason author: GetWishTimeline
        extendReason claimer: ExportMyData GetWishTimeline
        extendReason staff: GetWishTimeline
        extendReason streetStaff: GetWishTimeline
        filedTitle relative: ExportMyData GetWish ListMyWishes
        filedTitle staff: ExportRepresentedData GetWish ListWishesToReview
        filedTitle streetStaff: ExportRepresentedData GetWish ListWishesToReview
        leaderName leader: ExportMyData
        legalRoute applicant: ExportMyData GetClue ListMyClues
        legalRoute staff: GetClue
        legalRoute streetStaff: GetClue
        memberName claimer: ExportMyData
        memberPhone claimer: ExportMyData
        note author: GetWish ListMyWishes
        note claimer: ExportMyData GetWish ListMyClaims
        note staff: GetWish ListWishesToReview
        note streetStaff: GetWish ListWishesToReview
        offerText claimer: ExportMyData ListMyOffers
        offerText staff: ListMatches
        offerText streetStaff: ListMatches
        ownStory author: ExportMyData GetWish ListMyWishes
        ownStory staff: GetWish ListWishesToReview
        ownStory streetStaff: GetWish ListWishesToReview
        ownTitle author: ExportMyData GetWish ListMyWishes
        ownTitle staff: GetWish ListWishesToReview
        ownTitle streetStaff: GetWish ListWishesToReview
        platform applicant: ExportMyData GetMe GetMyRegistration ListMyRegistrations
        refuseReason applicant: ExportMyData GetClue GetClueTimeline ListMyClues
        refuseReason staff: ExportMyData GetClue GetClueTimeline
        refuseReason streetStaff: GetClue GetClueTimeline
        rejectReason applicant: ExportMyData GetMe GetMyRegistration ListMyRegistrations
        releaseReason author: GetWishTimeline
        releaseReason formerClaimer: ExportMyData GetWishTimeline
        releaseReason staff: GetWishTimeline
        releaseReason streetStaff: GetWishTimeline
        representedAddress staff: ExportRepresentedData
        representedAddress streetStaff: ExportRepresentedData
        representedName staff: ExportRepresentedData
        representedName streetStaff: ExportRepresentedData
        representedPhone staff: ExportRepresentedData
        representedPhone streetStaff: ExportRepresentedData
        skill applicant: ExportMyData GetMe GetMyRegistration ListMyRegistrations
        stationPhotoReason courier: ExportMyData ListStationPhotos
        stationPhotoReason staff: ListPhotosToReview ListStationPhotos
        stationPhotoReason streetStaff: ListPhotosToReview ListStationPhotos
        """;

    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Each_reader_finds_the_private_fields_that_are_for_them_and_no_others()
    {
        var markers = Markers();
        var cast = await Cast.Of(lane, markers);
        var walk = new PrivateFieldWalk(await Operation.All(lane), cast.Roles, markers);
        foreach (var stage in cast.Stages(markers))
        {
            await stage();
            await lane.DeliverOutbox();
            await walk.Look(cast.Ids);
        }

        walk.Found.ShouldBe(Lines(Expected));
        await ShouldHaveGoneNowhereElse(markers);
    }

    /// <summary>Neither the database in plain text nor Redis, the log or a message to WeChat holds any of it.</summary>
    private async Task ShouldHaveGoneNowhereElse(IReadOnlyDictionary<string, string> markers)
    {
        foreach (var (name, text) in markers)
        {
            (await Traces.Of(lane, text)).ShouldBeEmpty(name);
            lane.StandIn.CallsTo(global::WeChat.StandIn.WeChatPaths.SendSubscribeMessage)
                .ShouldNotContain(call => call.Body!.Value.ToString().Contains(text, StringComparison.Ordinal), name);
        }
    }

    private Dictionary<string, string> Markers()
    {
        string[] names =
        [
            "contactName", "contactAddress", "ownTitle", "ownStory", "changesReason", "releaseReason", "extendReason", "note", "disputeReason",
            "comment", "memberName", "courierName", "leaderName", "offerText", "representedName", "representedAddress", "filedTitle",
            "cluePhotoReason", "stationPhotoReason", "platform", "skill", "returnReason", "rejectReason", "cluePlace", "clueText", "refuseReason",
            "legalRoute",
        ];
        var markers = names.ToDictionary(name => name, name => lane.Unique("隐"), StringComparer.Ordinal);
        markers["contactPhone"] = "139" + Random.Shared.Next(10_000_000, 99_999_999);
        markers["memberPhone"] = "138" + Random.Shared.Next(10_000_000, 99_999_999);
        markers["clueDegrees"] = FormattableString.Invariant($"104.{Random.Shared.Next(100_001, 999_999)}");
        markers["representedPhone"] = "137" + Random.Shared.Next(10_000_000, 99_999_999);
        return markers;
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries)
        .Select(line => line.Split(": "))
        .SelectMany(parts => parts[1].Split(' ').Select(operation => $"{parts[0]} {operation}"))
        .Order(StringComparer.Ordinal);
}
