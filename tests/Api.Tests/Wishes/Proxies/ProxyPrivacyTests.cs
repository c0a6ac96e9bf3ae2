using System.Text.Json;
using LinYuan.Api.Features.Wishes.Proxies.Cards;
using WeChat.StandIn;

namespace LinYuan.Tests.Wishes.Proxies;

/// <summary>Who learns what of a represented person, and what is left when it is erased.</summary>
public sealed class ProxyPrivacyTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly char[] NoPartOfANumber = [' ', '\n', '"', '=', ':', ',', '/', '{', '}', '(', ')', '\''];
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Neither_the_person_nor_the_code_stands_readable_anywhere()
    {
        var mark = lane.Unique("隐");
        var phone = $"139{Random.Shared.Next(10_000_000, 99_999_999)}";
        var story = await Planted(mark, phone);
        (await story.GridWorker.Get($"/staff/v1/represented-people/{story.Card.Id}/card.svg")).ShouldBe(200);
        await story.File();
        (await story.By(story.Relative, "confirm", story.Thanks(code: story.Card.OtherCode))).ShouldBeRefused(422, "proxy.consent_wrong");
        (await story.By(story.Relative, "confirm", "{\"onBehalf\":{\"consentCode\":\"" + story.Card.Code)).ShouldBeRefused(400, "request.invalid");
        (await story.ByStaff(story.Staff, "approve")).ShouldBe(200);
        (await story.By(story.Claimer, "claim")).ShouldBe(200);
        (await story.By(story.Claimer, "contacted")).ShouldBe(200);
        (await story.By(story.Claimer, "deliver")).ShouldBe(200);
        (await story.By(story.GridWorker, "confirm", story.Thanks("gridWorker"))).ShouldBe(200);
        await lane.DeliverOutbox();

        foreach (var word in new[] { mark, phone, ConsentCard.Spaced(story.Card.Code) })
            (await Traces.Of(lane, word)).ShouldBeEmpty(word);
        // Six digits may be a part of any other number: what tells is whether the code stands alone.
        foreach (var column in new[] { "consent_hash", "print_code_enc" })
            (await story.PersonRow<byte[]>(column))!.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(story.Card.Code)).ShouldBe(-1);
        lane.Logs.With(story.Card.Code).Where(line => line.Text.Split(NoPartOfANumber).Contains(story.Card.Code)).ShouldBeEmpty();
        foreach (var sent in lane.StandIn.Calls.Where(call => call.Path != WeChatPaths.CheckText).Select(call => call.Body?.ToString() ?? ""))
            (sent.Contains(mark) || sent.Contains(phone) || sent.Contains('代')).ShouldBeFalse(sent);
    }

    [Fact]
    public async Task That_it_was_filed_for_somebody_is_seen_by_those_concerned_alone()
    {
        var story = await ProxyStory.In(lane, "claimed");
        var path = $"/api/v1/wishes/{story.Id}";
        foreach (var reader in new[] { story.Relative, story.Claimer, story.Staff })
            (await reader.Get(path)).ShouldBe(200).Text("onBehalf.relation").ShouldBe("relative");
        foreach (var reader in new[] { await lane.NewPerson(), await lane.NewMember(story.Community), story.GridWorker })
        {
            (await reader.Get(path)).ShouldBe(200)["onBehalf"].ValueKind.ShouldBe(JsonValueKind.Null);
            (await reader.Get($"{path}/timeline")).ShouldBe(200).Items.ShouldAllBe(item => item.GetProperty("onBehalf").ValueKind == JsonValueKind.Null);
        }
        foreach (var open in new[] { $"/open/v1/wishes/{story.Id}", $"/open/v1/wishes?areaId={story.Community.IdText}" })
            (await lane.Anyone.Get(open)).ShouldBe(200).Body.ShouldNotContain("onBehalf", Case.Insensitive);
    }

    [Fact]
    public async Task A_proxys_export_has_what_they_filed_and_did_but_not_the_persons_contact()
    {
        var (mark, phone) = (lane.Unique("隐"), $"139{Random.Shared.Next(10_000_000, 99_999_999)}");
        var story = await Planted(mark, phone);
        await story.Reach("claimed");

        var mine = (await story.Relative.Get("/api/v1/me/data")).ShouldBe(200);

        mine.Text("wishes.wishes.0.id").ShouldBe(story.Id);
        mine.Text("proxies.0.act").ShouldBe("file");
        mine.Body.ShouldNotContain(mark);
        mine.Body.ShouldNotContain(phone);
    }

    [Fact]
    public async Task A_proxy_who_deletes_the_account_leaves_the_persons_wish_as_it_is()
    {
        var story = await ProxyStory.In(lane, "delivered");

        (await story.Relative.Delete("/api/v1/me")).ShouldBe(204);

        (await story.Status()).ShouldBe("delivered");
        (await story.By(story.GridWorker, "confirm", story.Thanks("gridWorker"))).ShouldBe(200);
        (await story.Acts()).ShouldContain("file:relative");
    }

    [Fact]
    public async Task Everything_that_was_done_can_be_read_by_staff_and_printed_for_the_person()
    {
        var story = await ProxyStory.In(lane, "fulfilled");
        (await story.Reissue()).ShouldBe(200);
        var path = $"/staff/v1/represented-people/{story.Card.Id}/acts";

        var acts = (await story.Staff.Get(path)).ShouldBe(200);

        acts.Items.Select(item => item.GetProperty("act").GetString()).ShouldBe(["reissue", "confirm", "file", "register"]);
        acts.Text("items.0.reason").ShouldBe("卡片找不到了");
        acts.Text("items.1.wishId").ShouldBe(story.Id);
        acts.Text("items.1.relation").ShouldBe("relative");
        var page = (await story.GridWorker.Get($"{path}?limit=3")).ShouldBe(200);
        (await story.GridWorker.Get($"{path}?limit=3&after={page.Text("next")}")).ShouldBe(200).Items.Single().GetProperty("act").GetString().ShouldBe("register");
        var stranger = await (await lane.NewCommunity()).Staff();
        (await stranger.Get(path)).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task The_persons_own_data_are_opened_by_staff_of_the_community_alone_and_that_is_on_record()
    {
        var (mark, phone) = (lane.Unique("隐"), $"139{Random.Shared.Next(10_000_000, 99_999_999)}");
        var story = await Planted(mark, phone);
        await story.Reach("claimed");
        var path = $"/staff/v1/represented-people/{story.Card.Id}/data";

        var data = (await story.Staff.Get(path)).ShouldBe(200);

        data.Text("name").ShouldBe("姓名" + mark);
        data.Text("phone").ShouldBe(phone);
        data.Text("address").ShouldBe("地址" + mark);
        data.Text("wishes.0.text.title").ShouldBe("换一个灯泡");
        data.Text("wishes.0.contact.address").ShouldBe("地址" + mark);
        data.Text("acts.0.act").ShouldBe("readData");
        data.Body.ShouldNotContain(story.Card.Code);
        (await story.GridWorker.Get(path)).ShouldBeRefused(403, "access.denied");
        (await story.GridWorker.Post($"/staff/v1/represented-people/{story.Card.Id}/erase")).ShouldBeRefused(403, "access.denied");
    }

    [Theory]
    [InlineData("claimed")]
    [InlineData("inProgress")]
    [InlineData("delivered")]
    [InlineData("disputed")]
    public async Task Nothing_is_erased_while_somebody_is_at_work_for_the_person(string status)
    {
        var story = await ProxyStory.In(lane, status);

        (await Erase(story)).ShouldBeRefused(409, "proxy.has_open_wishes");

        (await story.PersonRow<byte[]>("name_enc")).ShouldNotBeNull();
        (await story.Row<byte[]>("contact_enc")).ShouldNotBeNull();
        (await story.Status()).ShouldBe(status);
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("pendingReview")]
    [InlineData("open")]
    [InlineData("fulfilled")]
    public async Task What_is_erased_is_gone_with_the_words_and_the_card(string status)
    {
        var story = await ProxyStory.In(lane, status);

        var erased = (await Erase(story)).ShouldBe(200);

        erased["name"].ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (var column in new[] { "name_enc", "phone_enc", "phone_hash", "address_enc", "consent_hash", "print_code_enc" })
            (await story.PersonRow<byte[]>(column)).ShouldBeNull(column);
        foreach (var column in new[] { "text_enc", "contact_enc", "comment_enc" })
            (await story.Row<byte[]>(column)).ShouldBeNull(column);
        (await story.Status()).ShouldBe(status == "fulfilled" ? "fulfilled" : "withdrawn");
        (await lane.Sql.Count("wish_likeness WHERE wish_id = @Id", new { story.Id })).ShouldBe(0);
        (await story.Relative.Post("/api/v1/wishes", story.Words())).ShouldBeRefused(422, "proxy.consent_wrong");
        (await story.Acts())[^1].ShouldBe("erase:staff");
        (await Erase(story)).ShouldBe(200);
        (await story.Staff.Get($"/staff/v1/represented-people/{story.Card.Id}")).ShouldBe(200)["name"].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task What_a_wish_said_before_it_was_changed_is_part_of_the_persons_data_and_erased_with_them()
    {
        var story = await ProxyStory.In(lane, "draft");
        (await story.By(story.Relative, "submit", story.Words(title: "换两个灯泡"))).ShouldBe(200);

        var data = (await story.Staff.Get($"/staff/v1/represented-people/{story.Card.Id}/data")).ShouldBe(200);
        data.Text("wishes.0.earlierVersions.0.fields.0.shown").ShouldBe("换一个灯泡");
        (await Erase(story)).ShouldBe(200);

        (await lane.Sql.Count("case_versions WHERE case_id = @Id", new { story.Id })).ShouldBe(0);
    }

    private static Task<Answer> Erase(ProxyStory story) => story.Staff.Post($"/staff/v1/represented-people/{story.Card.Id}/erase");

    private async Task<ProxyStory> Planted(string mark, string phone)
    {
        var story = await ProxyStory.Begin(lane);
        var person = ProxyStory.Person(story.Community, "姓名" + mark, phone, "地址" + mark);
        story.Card = Card.Of(await ProxyStory.Register(story.GridWorker, story.Community, person));
        return story;
    }
}
