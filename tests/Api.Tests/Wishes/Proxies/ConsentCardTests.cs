using System.Xml.Linq;
using LinYuan.Api.Features.Wishes.Proxies.Cards;

namespace LinYuan.Tests.Wishes.Proxies;

/// <summary>The people without a phone, and their cards.</summary>
public sealed class ConsentCardTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string People = "/staff/v1/represented-people";
    private static readonly TimeSpan Printable = TimeSpan.FromHours(24);
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_card_has_an_eight_digit_number_with_a_check_digit_and_a_six_digit_code_shown_once()
    {
        var community = await lane.NewCommunity();
        var staff = await community.Staff();

        var made = await ProxyStory.Register(staff, community);

        made.Text("cardNumber")!.ShouldMatch("^[1-9][0-9]{7}$");
        made.Text("consentCode")!.ShouldMatch("^[0-9]{6}$");
        made.Header("Location").ShouldBe($"{People}/{made.Id}");
        made.Header("Cache-Control").ShouldBe("no-store");
        var seen = (await staff.Get($"{People}/{made.Id}")).ShouldBe(200);
        seen.Text("cardNumber").ShouldBe(made.Text("cardNumber"));
        seen.Body.ShouldNotContain(made.Text("consentCode")!);
    }

    /// <summary>Numbers worked out by hand.</summary>
    [Theory]
    [InlineData("12345674")]
    [InlineData("79927398")]
    [InlineData("10000008")]
    public void The_check_digit_is_that_of_Luhn(string number) => ConsentCard.ReadNumber(number).ShouldBe(number);

    [Fact]
    public void Every_slip_in_one_digit_is_found_and_a_number_is_read_as_people_type_it()
    {
        for (var round = 0; round < 50; round++)
        {
            var number = ConsentCard.NewNumber();
            for (var place = 0; place < number.Length; place++)
            {
                for (var digit = '0'; digit <= '9'; digit++)
                {
                    var typed = number[..place] + digit + number[(place + 1)..];
                    ConsentCard.ReadNumber(typed).ShouldBe(typed == number ? number : null);
                }
            }
            ConsentCard.ReadNumber(ConsentCard.Spaced(number)).ShouldBe(number);
            ConsentCard.ReadNumber(string.Concat(number.Select(digit => (char)(digit - '0' + '０')))).ShouldBe(number);
        }
    }

    [Fact]
    public async Task A_code_is_taken_as_it_stands_on_the_card_with_a_blank_between()
    {
        var story = await ProxyStory.Begin(lane);
        var told = new { cardNumber = ConsentCard.Spaced(story.Card.Number), consentCode = ConsentCard.Spaced(story.Card.Code), relation = "relative" };

        (await story.Relative.Post("/api/v1/wishes", story.Words(told))).ShouldBe(201);
    }

    [Fact]
    public async Task Staff_of_the_area_and_its_grid_workers_find_the_person_masked_and_nobody_else_does()
    {
        var story = await ProxyStory.Begin(lane);
        var phone = $"139{Random.Shared.Next(10_000_000, 99_999_999)}";
        var second = await ProxyStory.Register(story.GridWorker, story.Community, ProxyStory.Person(story.Community, "欧阳长者", phone));
        var neighbours = await (await lane.NewCommunityIn(story.Community.DistrictId, story.Community.StreetId)).Staff();

        foreach (var reader in new[] { story.GridWorker, story.Staff, await lane.NewStaff(story.Community.StreetId), await lane.NewStaff(story.Community.DistrictId) })
        {
            foreach (var path in new[] { People, $"{People}?communityId={story.Community.IdText}" })
            {
                var list = (await reader.Get(path)).ShouldBe(200);
                list.Items.Select(item => item.GetProperty("id").GetString()).ShouldBe([story.Card.Id, second.Id]);
                list.Text("items.1.name").ShouldBe("欧*");
                list.Text("items.1.phone").ShouldBe($"{phone[..3]}****{phone[^4..]}");
                list.Body.ShouldNotContain(ProxyStory.Address);
            }
        }
        (await neighbours.Get($"{People}?communityId={story.Community.IdText}")).ShouldBeRefused(404, "resource.not_found");
        (await neighbours.Get(People)).ShouldBe(200).Items.ShouldBeEmpty();
        (await neighbours.Get($"{People}/{story.Card.Id}")).ShouldBeRefused(404, "resource.not_found");
        (await neighbours.Post(People, ProxyStory.Person(story.Community))).ShouldBeRefused(403, "access.denied");
        (await story.Relative.Get(People)).ShouldBeRefused(403, "access.denied");
    }

    [Fact]
    public async Task The_list_goes_on_where_a_page_ended()
    {
        var story = await ProxyStory.Begin(lane);
        await ProxyStory.Register(story.Staff, story.Community);
        await ProxyStory.Register(story.Staff, story.Community);

        var first = (await story.Staff.Get($"{People}?limit=2")).ShouldBe(200);
        var rest = (await story.Staff.Get($"{People}?limit=2&after={first.Text("next")}")).ShouldBe(200);

        first.Items.Count.ShouldBe(2);
        rest.Items.Count.ShouldBe(1);
        rest["next"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_phone_is_registered_once_in_a_community_and_staff_hear_where()
    {
        var (community, elsewhere) = (await lane.NewCommunity(), await lane.NewCommunity());
        var staff = await community.Staff();
        var phone = $"138{Random.Shared.Next(10_000_000, 99_999_999)}";
        var first = await ProxyStory.Register(staff, community, ProxyStory.Person(community, phone: phone));

        var again = (await staff.Post(People, ProxyStory.Person(community, "换个名字", phone))).ShouldBeRefused(409, "proxy.already_registered");

        again.Text("errors.existingId.0").ShouldBe(first.Id);
        await ProxyStory.Register(await elsewhere.Staff(), elsewhere, ProxyStory.Person(elsewhere, phone: phone));
        (await staff.Post($"{People}/{first.Id}/end", new { reason = "有了手机" })).ShouldBe(200);
        await ProxyStory.Register(staff, community, ProxyStory.Person(community, phone: phone));
    }

    [Fact]
    public async Task Of_many_who_register_one_phone_at_once_one_does()
    {
        var community = await lane.NewCommunity();
        var staff = await community.Staff();
        var person = ProxyStory.Person(community, phone: $"137{Random.Shared.Next(10_000_000, 99_999_999)}");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => staff.Post(People, person)));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Code == "proxy.already_registered" || answer.Code == "service.busy");
        (await lane.Sql.Count("represented_people WHERE community_id = @Id", new { community.Id })).ShouldBe(1);
    }

    [Fact]
    public async Task The_card_is_printed_by_who_made_it_for_a_day()
    {
        var story = await ProxyStory.Begin(lane);
        var path = $"{People}/{story.Card.Id}/card.svg";

        var card = (await story.GridWorker.Get(path)).ShouldBe(200);

        card.Header("Content-Type").ShouldBe("image/svg+xml; charset=utf-8");
        card.Header("Cache-Control").ShouldBe("no-store, private");
        var texts = string.Concat(XDocument.Parse(card.Body).Root!.Descendants().Select(element => element.Name.LocalName == "text" ? element.Value + "|" : ""));
        foreach (var text in new[] { ConsentCard.Spaced(story.Card.Number), ConsentCard.Spaced(story.Card.Code), "测*", story.Community.Name })
            texts.ShouldContain(text);
        texts.ShouldNotContain(ProxyStory.Name);
        (await story.Staff.Get(path)).ShouldBeRefused(409, "proxy.card_gone");
        var stranger = await (await lane.NewCommunity()).Staff();
        (await stranger.Get(path)).ShouldBeRefused(404, "resource.not_found");
        lane.Clock.Advance(Printable);
        (await story.GridWorker.Get(path)).ShouldBeRefused(409, "proxy.card_gone");
        await lane.RunJobs();
        (await story.PersonRow<byte[]>("print_code_enc")).ShouldBeNull();
        (await story.PersonRow<byte[]>("consent_hash")).ShouldNotBeNull();
        (await story.Acts()).ShouldBe(["register:gridWorker", "print:gridWorker"]);
        story.Card = Card.Of((await story.Reissue()).ShouldBe(200));
        (await story.Staff.Get(path)).ShouldBe(200).Body.ShouldContain(ConsentCard.Spaced(story.Card.Code));
        (await story.GridWorker.Get(path)).ShouldBeRefused(409, "proxy.card_gone");
    }

    [Fact]
    public async Task A_repeat_of_a_call_makes_one_card_and_one_new_code()
    {
        var community = await lane.NewCommunity();
        var staff = await community.Staff();
        var (first, second) = (Client.NewKey(), Client.NewKey());
        var made = (await staff.Post(People, ProxyStory.Person(community), first)).ShouldBe(201);
        var repeat = (await staff.Post(People, ProxyStory.Person(community), first)).ShouldBe(201);
        repeat.IsReplay.ShouldBeTrue();
        repeat.Body.ShouldBe(made.Body);

        var reissued = (await staff.Post($"{People}/{made.Id}/reissue", new { reason = "卡片丢了" }, second)).ShouldBe(200);

        (await staff.Post($"{People}/{made.Id}/reissue", new { reason = "卡片丢了" }, second)).ShouldBe(200).Body.ShouldBe(reissued.Body);
        (await lane.Sql.Count("wish_proxy_acts WHERE represented_id = @Id", new { made.Id })).ShouldBe(2);
    }

    [Fact]
    public async Task What_has_ended_is_neither_ended_again_nor_given_a_new_code()
    {
        var story = await ProxyStory.Begin(lane);
        var path = $"{People}/{story.Card.Id}";
        (await story.GridWorker.Post($"{path}/end", new { reason = "有了手机" })).ShouldBe(200)["endedAt"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.String);

        (await story.Staff.Post($"{path}/end", new { reason = "再来一次" })).ShouldBeRefused(409, "proxy.ended");
        (await story.Reissue()).ShouldBeRefused(409, "proxy.ended");
        (await story.GridWorker.Get($"{path}/card.svg")).ShouldBeRefused(409, "proxy.card_gone");
    }
}
