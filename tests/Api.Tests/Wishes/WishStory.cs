using System.Text.Json;

namespace LinYuan.Tests.Wishes;

/// <summary>
/// One wish and the people around it, all of them its own. Each step is one call over HTTP that must succeed; what may be refused goes
/// through <see cref="By"/>.
/// </summary>
internal sealed class WishStory(Lane lane, Community community, Person author, Person staff, Person claimer)
{
    public const string Category = "microService";
    public static readonly TimeSpan ContactLimit = TimeSpan.FromHours(72);
    public static readonly TimeSpan DeliveryLimit = TimeSpan.FromDays(7);
    public static readonly TimeSpan ConfirmLimit = TimeSpan.FromDays(7);
    public static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    public Community Community { get; } = community;

    public Person Author { get; } = author;

    /// <summary>Staff of the community.</summary>
    public Person Staff { get; } = staff;

    /// <summary>The member who takes the wish on, unless a test lets somebody else do it.</summary>
    public Person Claimer { get; } = claimer;

    public string Id { get; private set; } = "";

    public static async Task<WishStory> Begin(Lane lane, Community? community = null)
    {
        var place = community ?? await lane.NewCommunity();
        return new WishStory(lane, place, await lane.NewPerson(), await place.Staff(), await lane.NewMember(place));
    }

    /// <summary>A story whose wish is in that state, reached as people would.</summary>
    public static async Task<WishStory> In(Lane lane, string status, Community? community = null)
    {
        var story = await Begin(lane, community);
        await story.Reach(status);
        return story;
    }

    /// <summary>Several of them, so that runners who race over all meet at each.</summary>
    public static Task<WishStory[]> Several(Lane lane, string status) =>
        Task.WhenAll(Enumerable.Range(0, 6).Select(_ => In(lane, status)));

    /// <summary>What a resident sends to post a wish in this community.</summary>
    public static object Words(
        Community community, string title = "修一修门口的灯", string story = "楼道口的灯坏了三天，晚上进出看不清台阶", string category = Category,
        string name = "测试居民", string phone = "13900000000", string address = "一号楼二单元") =>
        new { communityId = community.IdText, category, title, story, contact = new { name, phone, address } };

    public async Task<Answer> Post(object? words = null)
    {
        var posted = (await Author.Post("/api/v1/wishes", words ?? Words(Community))).ShouldBe(201);
        Id = posted.Id;
        return posted;
    }

    /// <summary>A move of someone's choice, through the routes of people with a session.</summary>
    public Task<Answer> By(Client who, string action, object? body = null, string? key = null) =>
        who.Post($"/api/v1/wishes/{Id}/{action}", body, key);

    /// <summary>The same through the routes of staff.</summary>
    public Task<Answer> ByStaff(Client who, string action, object? body = null) => who.Post($"/staff/v1/wishes/{Id}/{action}", body);

    public async Task<Answer> Approve(object? publicWords = null) => (await ByStaff(Staff, "approve", publicWords)).ShouldBe(200);

    public async Task<Answer> Claim(Person? who = null) => (await By(who ?? Claimer, "claim")).ShouldBe(200);

    public async Task<Answer> Contacted(Person? who = null) => (await By(who ?? Claimer, "contacted")).ShouldBe(200);

    public async Task<Answer> Extend() => (await By(Claimer, "extend", new { reason = "材料还没有到" })).ShouldBe(200);

    public async Task<Answer> Release(Person? who = null) => (await By(who ?? Claimer, "release", new { reason = "这周要出差" })).ShouldBe(200);

    public async Task<Answer> Deliver(string? handoverCode = null) => (await By(Claimer, "deliver", new { handoverCode })).ShouldBe(200);

    public async Task<Answer> Confirm(int score = 5) => (await By(Author, "confirm", new { score })).ShouldBe(200);

    public async Task<Answer> Dispute() => (await By(Author, "dispute", new { reason = "灯还是不亮" })).ShouldBe(200);

    public async Task<Answer> Resolve(string outcome) => (await ByStaff(Staff, "resolve-dispute", new { outcome })).ShouldBe(200);

    public async Task<string> HandoverCode() => (await Author.Get($"/api/v1/wishes/{Id}/handover-code")).ShouldBe(200).Text("code")!;

    public async Task<Answer> SeenBy(Client who) => (await who.Get($"/api/v1/wishes/{Id}")).ShouldBe(200);

    public async Task Reach(string status)
    {
        Func<Task>[] steps = status switch
        {
            "pendingReview" => [() => Post()],
            "draft" => [() => Post(), () => ByStaff(Staff, "ask-changes", new { reason = "请写清楚哪一盏灯" })],
            "rejected" => [() => Post(), () => ByStaff(Staff, "reject", new { reason = "不属于微心愿" })],
            "open" => [() => Post(), () => Approve()],
            "claimed" => [() => Reach("open"), () => Claim()],
            "inProgress" => [() => Reach("claimed"), () => Contacted()],
            "delivered" => [() => Reach("inProgress"), () => Deliver()],
            "disputed" => [() => Reach("delivered"), () => Dispute()],
            "fulfilled" => [() => Reach("delivered"), () => Confirm()],
            "fulfilledUnconfirmed" => [() => Reach("delivered"), () => LetPass(ConfirmLimit)],
            "withdrawn" => [() => Reach("open"), () => By(Author, "withdraw")],
            "unmet" => [() => Reach("open"), () => ByStaff(Staff, "cannot", new { reason = "需要产权单位处理" })],
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "There is no way to that state."),
        };
        foreach (var step in steps)
            await step();
        (await Status()).ShouldBe(status);
    }

    /// <summary>Moves the clock and lets the jobs do what has become due.</summary>
    public async Task LetPass(TimeSpan time)
    {
        lane.Clock.Advance(time);
        await lane.RunJobs();
    }

    public async Task<string?> Status() => await Row<string>("status");

    /// <summary>A column of the wish's row.</summary>
    public Task<T?> Row<T>(string column) => lane.Sql.Value<T>($"SELECT {column} FROM wishes WHERE id = @Id", new { Id });

    /// <summary>Wrong handover codes of one person for the wish that count against them.</summary>
    public Task<int> Tries(Person? who = null) => lane.Sql.Value<int>(
        "SELECT COALESCE(SUM(times), 0) FROM attempt_counts WHERE kind = 'wish.handover' AND thing_id = @Id AND person_id = @Who", new { Id, Who = (who ?? Claimer).Id });

    /// <summary>What was recorded, as "action:from->to:who".</summary>
    public Task<IReadOnlyList<string>> Events() => lane.Sql.List<string>("""
        SELECT CONCAT(action, ':', COALESCE(from_status, ''), '->', to_status, ':', actor) FROM wish_events WHERE wish_id = @Id ORDER BY id
        """, new { Id });

    public async Task<int> EventsOf(string action) => (await Events()).Count(line => line.StartsWith(action + ":", StringComparison.Ordinal));

    /// <summary>How the claims of the wish ended, oldest first; "live" for one that holds.</summary>
    public Task<IReadOnlyList<string>> Claims() => lane.Sql.List<string>(
        "SELECT COALESCE(outcome, 'live') FROM wish_claims WHERE wish_id = @Id ORDER BY id", new { Id });

    /// <summary>The messages about the wish, as "kind:state", oldest first.</summary>
    public Task<IReadOnlyList<string>> Messages(string kind = "wish.%") => lane.Sql.List<string>(
        "SELECT CONCAT(kind, ':', state) FROM outbox_messages WHERE subject_id = @Id AND kind LIKE @kind ORDER BY id", new { Id, kind });

    public async Task<IReadOnlyList<JsonElement>> Reveals() => (await Author.Get($"/api/v1/wishes/{Id}/contact-reveals")).ShouldBe(200).Items;
}

internal static class WishAnswers
{
    public static async Task<int> Points(this Person who) => (await who.Get("/api/v1/me/points")).ShouldBe(200).Number("balance");

    public static IReadOnlyList<string?> Actions(this Answer answer, string path = "actions") =>
        [.. answer[path].EnumerateArray().Select(action => action.GetString())];

    /// <summary>The same without what may be done about a wish in any state.</summary>
    public static IReadOnlyList<string?> Moves(this Answer answer, string path = "actions") =>
        [.. answer.Actions(path).Except(["follow", "unfollow", "mute", "unmute"])];
}
