using System.Text.Json;

namespace LinYuan.Tests.Wishes.Crowd;

/// <summary>One crowd wish and the people around it, all of them its own. Each step is one call over HTTP that must succeed.</summary>
internal sealed class CrowdStory(Lane lane, Community community, Person author, Person staff, Person member)
{
    public const string Phone = "13900000000";
    public static readonly TimeSpan PledgeLimit = TimeSpan.FromDays(14);
    public static readonly TimeSpan DeliveryLimit = TimeSpan.FromDays(7);

    public Community Community { get; } = community;

    public Person Author { get; } = author;

    public Person Staff { get; } = staff;

    /// <summary>The member who pledges, unless a test lets somebody else do it.</summary>
    public Person Member { get; } = member;

    public string Id { get; private set; } = "";

    public IReadOnlyList<string> ItemIds { get; private set; } = [];

    public static (string Name, string Unit, int Quantity)[] Usual => [("大米", "袋", 3), ("食用油", "桶", 2)];

    public static async Task<CrowdStory> Begin(Lane lane, Community? community = null)
    {
        var place = community ?? await lane.NewCommunity();
        return new CrowdStory(lane, place, await lane.NewPerson(), await place.Staff(), await lane.NewMember(place));
    }

    /// <summary>A wish that takes pledges for these items; the usual ones when none are given.</summary>
    public static async Task<CrowdStory> Pledging(Lane lane, params (string Name, string Unit, int Quantity)[] items)
    {
        var story = await Begin(lane);
        await story.Post(items.Length == 0 ? Usual : items);
        await story.Approve();
        return story;
    }

    public static async Task<CrowdStory> In(Lane lane, string status, Community? community = null)
    {
        var story = await Begin(lane, community);
        await story.Reach(status);
        return story;
    }

    public static object Words(Community community, params (string Name, string Unit, int Quantity)[] items) => new
    {
        communityId = community.IdText,
        category = WishStory.Category,
        title = "给食堂添一点米和油",
        story = "社区老年食堂的米和油快要用完了",
        contact = new { name = "测试居民", phone = Phone, address = "一号楼二单元" },
        items = items.Select(item => new { name = item.Name, unit = item.Unit, quantity = item.Quantity }),
    };

    public async Task<Answer> Post(params (string Name, string Unit, int Quantity)[] items)
    {
        var posted = (await Author.Post("/api/v1/wishes", Words(Community, items))).ShouldBe(201);
        Id = posted.Id;
        ItemIds = [.. posted["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
        return posted;
    }

    public Task<Answer> ByStaff(Client who, string action, object? body = null) => who.Post($"/staff/v1/wishes/{Id}/{action}", body);

    public async Task<Answer> Approve(int? version = null) => (await ByStaff(Staff, "approve", new { version })).ShouldBe(200);

    public Task<Answer> TryPledge(Client who, int quantity, int item = 0, string? key = null, string? unitId = null) =>
        who.Post($"/api/v1/wishes/{Id}/pledges", new { itemId = ItemIds[item], quantity, unitId }, key);

    public async Task<string> Pledge(int quantity, int item = 0, Person? who = null) => (await TryPledge(who ?? Member, quantity, item)).ShouldBe(201).Id;

    public Task<Answer> TryWithdraw(Client who, string pledgeId) => who.Delete($"/api/v1/wishes/{Id}/pledges/{pledgeId}");

    public Task<Answer> TryReceive(Client who, string pledgeId) => ByStaff(who, $"pledges/{pledgeId}/received");

    public async Task<Answer> Receive(string pledgeId) => (await TryReceive(Staff, pledgeId)).ShouldBe(200);

    public async Task<Answer> HandOver() => (await ByStaff(Staff, "hand-over")).ShouldBe(200);

    public Task<Answer> Resolve(string decision, string? reason = null) => ByStaff(Staff, "resolve-crowd", new { decision, reason });

    public async Task<Answer> SeenBy(Client who) => (await who.Get($"/api/v1/wishes/{Id}")).ShouldBe(200);

    /// <summary>Pledges all of the usual items, by the member.</summary>
    public async Task<string[]> PledgeAll() => [await Pledge(3), await Pledge(2, item: 1)];

    public async Task Reach(string status)
    {
        await Post(Usual);
        if (status == "pendingReview")
            return;
        await Approve();
        if (status == "partlyCovered")
        {
            await Pledge(1);
            await LetPass(PledgeLimit);
        }
        else if (status != "pledging")
        {
            await Covered(status);
        }
        (await Status()).ShouldBe(status);
    }

    public async Task LetPass(TimeSpan time)
    {
        lane.Clock.Advance(time);
        await lane.RunJobs();
    }

    public Task<string?> Status() => Row<string>("status");

    public Task<T?> Row<T>(string column) => lane.Sql.Value<T>($"SELECT {column} FROM wishes WHERE id = @Id", new { Id });

    /// <summary>What was recorded, as "action:from->to:who".</summary>
    public Task<IReadOnlyList<string>> Events() => lane.Sql.List<string>("""
        SELECT CONCAT(action, ':', COALESCE(from_status, ''), '->', to_status, ':', actor) FROM wish_events WHERE wish_id = @Id ORDER BY id
        """, new { Id });

    public async Task<int> EventsOf(string action) => (await Events()).Count(line => line.StartsWith(action + ":", StringComparison.Ordinal));

    public Task<IReadOnlyList<string>> Pledges() =>
        lane.Sql.List<string>("SELECT CONCAT(quantity, ':', status) FROM wish_pledges WHERE wish_id = @Id ORDER BY id", new { Id });

    /// <summary>The messages about the wish by kind, with how many there are.</summary>
    public Task<long> Messages(string kind) => lane.Sql.Count("outbox_messages WHERE subject_id = @Id AND kind = @kind", new { Id, kind });

    /// <summary>The counters of the items and the sums of the pledges that hold must be the same, and within the target.</summary>
    public async Task ShouldAddUp()
    {
        (await lane.Sql.Count("""
            wish_items i WHERE i.wish_id = @Id AND (i.pledged > i.quantity
              OR i.pledged <> (SELECT COALESCE(SUM(quantity), 0) FROM wish_pledges WHERE item_id = i.id AND status IN ('promised', 'received'))
              OR i.received <> (SELECT COALESCE(SUM(quantity), 0) FROM wish_pledges WHERE item_id = i.id AND status = 'received'))
            """, new { Id })).ShouldBe(0);
    }

    /// <summary>"pledged/quantity" of each item, as anyone sees it.</summary>
    public async Task<string[]> Progress() =>
    [
        .. (await lane.Anyone.Get($"/open/v1/wishes/{Id}")).ShouldBe(200)["items"].EnumerateArray().Select(Progress),
    ];

    private static string Progress(JsonElement item) => $"{item.GetProperty("pledged")}/{item.GetProperty("quantity")}";

    private async Task Covered(string status)
    {
        var pledges = await PledgeAll();
        if (status == "covered")
            return;
        await Receive(pledges[0]);
        if (status == "delivering")
            return;
        await Receive(pledges[1]);
        await HandOver();
        if (status == "disputed")
            (await Author.Post($"/api/v1/wishes/{Id}/dispute", new { reason = "没有收到油" })).ShouldBe(200);
        if (status == "fulfilled")
            (await Author.Post($"/api/v1/wishes/{Id}/confirm", new { score = 5 })).ShouldBe(200);
    }
}
