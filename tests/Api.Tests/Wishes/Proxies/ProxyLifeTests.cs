using System.Text.Json;

namespace LinYuan.Tests.Wishes.Proxies;

/// <summary>A wish for a person without a phone, from the card to the thanks.</summary>
public sealed class ProxyLifeTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_relative_files_a_member_helps_and_the_grid_worker_confirms()
    {
        var story = await ProxyStory.Begin(lane);
        var filed = await story.File();
        filed.Text("onBehalf.relation").ShouldBe("relative");
        filed["onBehalf.filed"].GetBoolean().ShouldBeTrue();
        filed["isMine"].GetBoolean().ShouldBeTrue();
        (await story.ByStaff(story.Staff, "approve")).ShouldBe(200).Text("onBehalf.relation").ShouldBe("relative");
        var claim = (await story.By(story.Claimer, "claim")).ShouldBe(200);
        claim.Text("contact.name").ShouldBe(ProxyStory.Name);
        claim.Text("contact.address").ShouldBe(ProxyStory.Address);
        claim["contact.phone"].ValueKind.ShouldBe(JsonValueKind.Null);
        claim.Text("contact.note")!.ShouldContain("社区");
        (await story.By(story.Claimer, "contacted")).ShouldBe(200);
        (await story.By(story.Claimer, "deliver")).ShouldBe(200);

        var confirmed = (await story.By(story.GridWorker, "confirm", story.Thanks("gridWorker"))).ShouldBe(200);

        confirmed.Text("status").ShouldBe("fulfilled");
        confirmed.Number("score").ShouldBe(5);
        (await story.Claimer.Points()).ShouldBe(20);
        string[] all = ["submit代", "approve", "claim", "contacted", "deliver", "confirm代"];
        foreach (var reader in new[] { story.Relative, story.Staff, story.Claimer })
            (await story.Timeline(reader)).ShouldBe(all);
        (await story.Acts()).ShouldBe(["register:gridWorker", "file:relative", "confirm:gridWorker"]);
        (await story.Row<byte[]>("contact_enc")).ShouldBeNull();
    }

    [Fact]
    public async Task Who_filed_finds_it_among_their_wishes_and_hears_the_news_and_who_only_confirmed_does_not()
    {
        var story = await ProxyStory.In(lane, "delivered");
        (await story.By(story.GridWorker, "confirm", story.Thanks("gridWorker"))).ShouldBe(200);

        (await story.Relative.Get("/api/v1/me/wishes")).ShouldBe(200).Items.Single().GetProperty("id").GetString().ShouldBe(story.Id);
        (await story.GridWorker.Get("/api/v1/me/wishes")).ShouldBe(200).Items.ShouldBeEmpty();
        var told = await lane.Sql.List<string>(
            "SELECT kind FROM outbox_messages WHERE subject_id = @Id AND recipient_id = @Who ORDER BY id", new { story.Id, Who = story.Relative.Id });
        told.ShouldBe(["wish.approved", "wish.claimed", "wish.delivered"]);
        (await lane.Sql.Count("outbox_messages WHERE subject_id = @Id AND recipient_id = @Who", new { story.Id, Who = story.GridWorker.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task Another_proxy_hands_it_in_again_though_it_is_not_public_and_it_stays_the_first_ones()
    {
        var story = await ProxyStory.In(lane, "draft");

        var again = (await story.By(story.GridWorker, "submit", story.Words(story.Card.Told("gridWorker"), title: "换门口的灯泡"))).ShouldBe(200);

        again.Text("status").ShouldBe("pendingReview");
        again.Text("original.title").ShouldBe("换门口的灯泡");
        (await story.Row<long>("author_id")).ShouldBe(story.Relative.Id);
        (await story.Timeline(story.Relative)).ShouldBe(["submit代", "askChanges", "submit代"]);
        (await story.Acts())[^1].ShouldBe("resubmit:gridWorker");
        (await story.GridWorker.Get($"/api/v1/wishes/{story.Id}")).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task An_appeal_for_the_resident_needs_their_consent_too_and_is_marked()
    {
        var story = await ProxyStory.In(lane, "pendingReview");
        (await story.ByStaff(story.Staff, "reject", new { reason = "不属于微心愿" })).ShouldBe(200);

        (await story.By(story.Relative, "appeal", new { reason = "老人确实需要" })).ShouldBeRefused(422, "proxy.consent_needed");
        var appealed = (await story.By(story.Relative, "appeal", new { reason = "老人确实需要", onBehalf = story.Card.Told("relative") })).ShouldBe(200);

        appealed.Text("status").ShouldBe("pendingReview");
        (await story.Timeline(story.Relative))[^1].ShouldBe("appeal代");
        (await story.Acts())[^1].ShouldBe("appeal:relative");
    }

    [Fact]
    public async Task A_neighbour_takes_it_back_before_anyone_else_can_see_it()
    {
        var story = await ProxyStory.In(lane, "pendingReview");

        (await story.By(await lane.NewPerson(), "withdraw", story.Back("neighbour"))).ShouldBe(200).Text("status").ShouldBe("withdrawn");

        (await story.Timeline(story.Relative)).ShouldBe(["submit代", "withdraw代"]);
    }

    [Fact]
    public async Task A_dispute_on_behalf_is_decided_by_staff_who_did_not_speak_for_the_resident()
    {
        var story = await ProxyStory.In(lane, "delivered");
        (await story.By(story.Staff, "dispute", story.Complaint("staff"))).ShouldBe(200).Text("status").ShouldBe("disputed");

        (await story.ByStaff(story.Staff, "resolve-dispute", new { outcome = "fulfilled" })).ShouldBeRefused(403, "wish.own_case");

        var other = await lane.NewStaff(story.Community.Id);
        (await story.ByStaff(other, "resolve-dispute", new { outcome = "inProgress" })).ShouldBe(200);
        (await story.Timeline(other)).TakeLast(2).ShouldBe(["dispute代", "resolveDispute"]);
    }

    [Fact]
    public async Task The_handover_code_is_read_by_who_filed_and_confirms_at_the_door()
    {
        var story = await ProxyStory.In(lane, "inProgress");
        var path = $"/api/v1/wishes/{story.Id}/handover-code";

        var code = (await story.Relative.Get(path)).ShouldBe(200).Text("code");

        foreach (var other in new[] { story.GridWorker, story.Staff, story.Claimer })
            (await other.Get(path)).ShouldBeRefused(403, "access.denied");
        (await story.By(story.Claimer, "deliver", new { handoverCode = code })).ShouldBe(200).Text("status").ShouldBe("fulfilled");
        (await story.By(story.Relative, "confirm", story.Thanks(score: 4))).ShouldBe(200).Number("score").ShouldBe(4);
    }

    [Fact]
    public async Task The_registered_phone_or_a_contact_that_is_given_is_what_the_helper_reads()
    {
        var registered = await ProxyStory.Begin(lane);
        var (phone, community) = ($"0571-8{Random.Shared.Next(1_000_000, 9_999_999)}", registered.Community);
        registered.Card = Card.Of(await ProxyStory.Register(registered.Staff, community, ProxyStory.Person(community, phone: phone)));
        await registered.Reach("open");
        var first = (await registered.By(registered.Claimer, "claim")).ShouldBe(200);
        first.Text("contact.phone").ShouldBe(phone);
        first["contact"].TryGetProperty("note", out _).ShouldBeFalse();

        var given = await ProxyStory.Begin(lane);
        await given.File(given.Words(contact: new { name = "王姓长者", phone = "", address = "女儿家五楼" }));
        (await given.ByStaff(given.Staff, "approve")).ShouldBe(200);
        var second = (await given.By(given.Claimer, "claim")).ShouldBe(200);
        second.Text("contact.address").ShouldBe("女儿家五楼");
        second["contact.phone"].ValueKind.ShouldBe(JsonValueKind.Null);
        (await given.By(given.Claimer, "contact-reveals")).ShouldBe(201).Text("contact.note")!.ShouldContain("社区");
    }

    [Fact]
    public async Task A_resident_who_speaks_for_themselves_needs_no_code_and_must_give_a_phone()
    {
        var story = await WishStory.Begin(lane);
        var plain = new { communityId = story.Community.IdText, category = WishStory.Category, title = "修灯", story = "楼道口的灯坏了" };
        (await story.Author.Post("/api/v1/wishes", plain)).ShouldBeRefused(400, "request.invalid").Text("errors.contact.0").ShouldBe("请填写");
        (await story.Author.Post("/api/v1/wishes", WishStory.Words(story.Community, phone: ""))).ShouldBeRefused(400, "request.invalid").Body.ShouldContain("contact.phone");

        await story.Reach("fulfilled");

        (await story.SeenBy(story.Author))["onBehalf"].ValueKind.ShouldBe(JsonValueKind.Null);
        (await lane.Sql.Count("wish_events WHERE wish_id = @Id AND on_behalf = 1", new { story.Id })).ShouldBe(0);
    }
}
