using System.Globalization;
using System.Text.Json;
using LinYuan.Api.Shared.Http;
using LinYuan.Tests.Contract;
using Microsoft.AspNetCore.Routing;

namespace LinYuan.Tests.Wishes.Preview;

public sealed class PreviewTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/api/v1/wishes/preview";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_author_sees_what_others_will_see()
    {
        var story = await WishStory.Begin(lane);
        var words = WishStory.Words(story.Community);

        var seen = (await Preview(story.Author, words)).ShouldBe(200)["publicView"];

        await story.Post(words);
        await story.Approve();
        var published = (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBe(200).Json;
        seen.EnumerateObject().Count().ShouldBeGreaterThan(5);
        foreach (var field in seen.EnumerateObject())
            field.Value.GetRawText().ShouldBe(published.GetProperty(field.Name).GetRawText(), field.Name);
    }

    [Fact]
    public async Task The_items_of_a_crowd_wish_are_shown_and_judged_as_at_posting()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());
        object Words(string unit, string? deliverBy = null) => new
        {
            communityId = community.IdText, category = "microCharity", title = "食堂缺米", story = "老年食堂的米快用完了",
            items = new[] { new { name = "大米", unit, quantity = 3 } }, deliverBy,
        };

        var day = lane.Clock.Now.AddDays(40).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var view = (await Preview(person, Words("袋", day))).ShouldBe(200);

        (view["publicView.isCrowd"].GetBoolean(), view.Text("publicView.items.0.name"), view.Number("publicView.items.0.quantity")).ShouldBe((true, "大米", 3));
        view.Text("publicView.wantedBy").ShouldBe(day);
        (await Preview(person, Words("元"))).ShouldBeRefused(400, "request.invalid");
        foreach (var wrong in new[] { "2020-05-01", "2126-05-01", "9999-12-31T23:59:59Z" })
            (await Preview(person, Words("袋", wrong))).ShouldBeRefused(400, "request.invalid")["errors.deliverBy"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Personal_details_are_named_with_their_field_and_their_words()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());
        var words = WishStory.Words(
            community, "欧阳小满家的灯", "请打１３７１２３４５６７８，3号楼2单元501，微信号 abc123", name: "欧阳小满", phone: "13900000000", address: "一号楼");

        var warnings = (await Preview(person, words)).ShouldBe(200)["warnings"];

        warnings.EnumerateArray().Select(warning => $"{Text(warning, "field")} {Text(warning, "kind")} {Text(warning, "text")}").ShouldBe(
        [
            "title ownContact 欧阳小满", "story phone １３７１２３４５６７８", "story address 3号楼2单元501", "story contact 微信号 abc123",
        ]);
        warnings.EnumerateArray().ShouldAllBe(warning => Text(warning, "message").EndsWith('。'));
    }

    [Fact]
    public async Task The_contact_may_still_be_missing_but_not_broken()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());
        object Words(object? contact) =>
            new { communityId = community.IdText, category = "microService", title = "修一修灯", story = "楼道口的灯坏了三天", contact };

        (await Preview(person, Words(null))).ShouldBe(200)["warnings"].GetArrayLength().ShouldBe(0);
        (await Preview(person, Words(new { name = "王小明", phone = "12", address = "三楼" }))).ShouldBeRefused(400, "request.invalid")
            ["errors"].GetRawText().ShouldContain("contact.phone");
    }

    [Fact]
    public async Task Nothing_of_a_preview_is_kept()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());
        var mark = lane.Unique("隐");
        var words = WishStory.Words(community, "题目" + mark, "一段故事" + mark, name: "姓名" + mark, phone: "13977665544", address: "地址" + mark);

        (await Preview(person, words)).ShouldBe(200).Body.ShouldContain(mark);
        (await Preview(person, "{\"title\":\"题目" + mark + "\",\"contact\":{\"phone\":\"13977665544")).ShouldBeRefused(400, "request.invalid");

        foreach (var planted in new[] { mark, "13977665544" })
            (await Traces.Of(lane, planted)).ShouldBeEmpty();
        lane.StandIn.Calls.ShouldAllBe(call => !(call.Body == null ? "" : call.Body.ToString()!).Contains(mark));
        (await person.Get("/api/v1/me/wishes")).ShouldBe(200).Items.ShouldBeEmpty();
    }

    /// <summary>What the marker promises: it is why such a route may be called without a key.</summary>
    [Fact]
    public async Task A_route_that_only_computes_leaves_every_table_as_it_was()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());
        var bodies = new Dictionary<string, object> { ["PreviewWish"] = WishStory.Words(community), ["ReadScan"] = new { text = "1234567890" } };
        foreach (var endpoint in Operation.Endpoints(lane).Where(endpoint => endpoint.Metadata.GetMetadata<OnlyComputes>() is not null))
        {
            var body = bodies[endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName];
            var before = await Checksums();

            (await person.Post(endpoint.RoutePattern.RawText!, body, Client.NoKey)).ShouldBe(200);

            (await Checksums()).ShouldBe(before, endpoint.DisplayName);
        }
    }

    private static Task<Answer> Preview(Client who, object words) => who.Post(Path, words, Client.NoKey);

    private async Task<IReadOnlyList<string>> Checksums()
    {
        var tables = await lane.Sql.List<string>("SELECT table_name FROM information_schema.tables WHERE table_schema = @Name ORDER BY 1", new { lane.Name });
        var sums = await lane.Sql.List<(string Table, long? Sum)>($"CHECKSUM TABLE {string.Join(", ", tables.Select(table => $"`{table}`"))}");
        sums.Count.ShouldBeGreaterThan(10);
        return [.. sums.Select(sum => $"{sum.Table} {sum.Sum}")];
    }

    private static string Text(JsonElement element, string field) => element.GetProperty(field).GetString()!;
}
