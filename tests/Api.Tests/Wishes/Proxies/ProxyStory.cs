namespace LinYuan.Tests.Wishes.Proxies;

/// <summary>A person's card, as that person holds it.</summary>
internal sealed record Card(string Id, string Number, string Code)
{
    /// <summary>What the person tells the proxy.</summary>
    public object Told(string relation = "relative", string? code = null, string? number = null) =>
        new { cardNumber = number ?? Number, consentCode = code ?? Code, relation };

    public string OtherCode => Code == "000000" ? "000001" : "000000";

    public static Card Of(Answer answer) => new(answer.Id, answer.Text("cardNumber")!, answer.Text("consentCode")!);
}

/// <summary>A person without a phone, a wish of theirs and the people around it, all of them its own.</summary>
internal sealed class ProxyStory(Lane lane, Community community, Person staff, Person relative, Person gridWorker, Person claimer, Card card)
{
    public const string Name = "测试长者";
    public const string Address = "三号楼一层";

    public Community Community { get; } = community;

    public Person Staff { get; } = staff;

    /// <summary>Who files the wish; signed in and nothing more.</summary>
    public Person Relative { get; } = relative;

    /// <summary>With a staff role at a grid of the community.</summary>
    public Person GridWorker { get; } = gridWorker;

    public Person Claimer { get; } = claimer;

    public Card Card { get; set; } = card;

    public string Id { get; private set; } = "";

    public static async Task<ProxyStory> Begin(Lane lane, object? person = null)
    {
        var community = await lane.NewCommunity();
        var gridWorker = await NewGridWorker(lane, community);
        var card = Card.Of(await Register(gridWorker, community, person));
        return new ProxyStory(lane, community, await community.Staff(), await lane.NewPerson(), gridWorker, await lane.NewMember(community), card);
    }

    /// <summary>A story whose wish is in that state, filed by the relative.</summary>
    public static async Task<ProxyStory> In(Lane lane, string status, object? person = null)
    {
        var story = await Begin(lane, person);
        await story.Reach(status);
        return story;
    }

    public static async Task<Person> NewGridWorker(Lane lane, Community community)
    {
        var grid = await lane.Sql.Insert(
            """
            INSERT INTO areas (parent_id, level, code, name, district_id, street_id, community_id)
            VALUES (@Id, 'grid', @code, @code, @DistrictId, @StreetId, @Id)
            """,
            new { community.Id, code = lane.Unique("g"), community.DistrictId, community.StreetId });
        return await lane.NewStaff(grid);
    }

    public static async Task<Answer> Register(Person staff, Community community, object? person = null) => (await staff.Post(
        "/staff/v1/represented-people", person is null ? Person(community) : person)).ShouldBe(201);

    public static object Person(Community community, string name = Name, string? phone = null, string address = Address) =>
        new { communityId = community.IdText, name, phone, address };

    /// <summary>A wish without a contact: that of the registration is taken.</summary>
    public object Words(object? onBehalf = null, Community? community = null, string title = "换一个灯泡", object? contact = null) => new
    {
        communityId = (community ?? Community).IdText,
        category = WishStory.Category,
        title,
        story = "家里的灯不亮了，晚上看不见",
        contact,
        onBehalf = onBehalf ?? Card.Told(),
    };

    public async Task<Answer> File(object? words = null)
    {
        var filed = (await Relative.Post("/api/v1/wishes", words ?? Words())).ShouldBe(201);
        Id = filed.Id;
        return filed;
    }

    public Task<Answer> By(Client who, string action, object? body = null, string? key = null) => who.Post($"/api/v1/wishes/{Id}/{action}", body, key);

    public Task<Answer> ByStaff(Client who, string action, object? body = null) => who.Post($"/staff/v1/wishes/{Id}/{action}", body);

    /// <summary>What a proxy sends to confirm.</summary>
    public object Thanks(string relation = "relative", string? code = null, int score = 5) => new { score, onBehalf = Card.Told(relation, code) };

    public object Complaint(string relation = "relative", string? code = null) => new { reason = "灯还是不亮", onBehalf = Card.Told(relation, code) };

    public object Back(string relation = "relative", string? code = null) => new { onBehalf = Card.Told(relation, code) };

    public Task<Answer> Reissue(Person? who = null) => (who ?? Staff).Post($"/staff/v1/represented-people/{Card.Id}/reissue", new { reason = "卡片找不到了" });

    public async Task Reach(string status)
    {
        Func<Task>[] steps = status switch
        {
            "pendingReview" => [() => File()],
            "draft" => [() => File(), () => ByStaff(Staff, "ask-changes", new { reason = "请写清楚哪一盏灯" })],
            "open" => [() => File(), () => ByStaff(Staff, "approve")],
            "claimed" => [() => Reach("open"), () => By(Claimer, "claim")],
            "inProgress" => [() => Reach("claimed"), () => By(Claimer, "contacted")],
            "delivered" => [() => Reach("inProgress"), () => By(Claimer, "deliver")],
            "disputed" => [() => Reach("delivered"), () => By(Relative, "dispute", Complaint())],
            "fulfilled" => [() => Reach("delivered"), () => By(Relative, "confirm", Thanks())],
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "There is no way to that state."),
        };
        foreach (var step in steps)
            await step();
        (await Status()).ShouldBe(status);
    }

    public Task<string?> Status() => Row<string>("status");

    public Task<T?> Row<T>(string column) => lane.Sql.Value<T>($"SELECT {column} FROM wishes WHERE id = @Id", new { Id });

    /// <summary>A column of the person's row.</summary>
    public Task<T?> PersonRow<T>(string column) =>
        lane.Sql.Value<T>($"SELECT {column} FROM represented_people WHERE id = @Id", new { Card.Id });

    /// <summary>Wrong codes that all together have given with a card.</summary>
    public Task<int> Tries(string? number = null) => lane.Sql.Value<int>(
        "SELECT COALESCE(SUM(times), 0) FROM attempt_counts WHERE kind = 'proxy.consent' AND thing_id = @number", new { number = long.Parse(number ?? Card.Number) });

    /// <summary>What was done for the person, oldest first, as "act:relation".</summary>
    public Task<IReadOnlyList<string>> Acts() => lane.Sql.List<string>(
        "SELECT CONCAT(act, ':', relation) FROM wish_proxy_acts WHERE represented_id = @Id ORDER BY id", new { Card.Id });

    /// <summary>The timeline as "action" or "action代", oldest first.</summary>
    public async Task<IReadOnlyList<string>> Timeline(Client who) =>
    [
        .. (await who.Get($"/api/v1/wishes/{Id}/timeline")).ShouldBe(200).Items
            .Select(item => item.GetProperty("action").GetString() + (item.GetProperty("onBehalf").ValueKind == System.Text.Json.JsonValueKind.True ? "代" : "")),
    ];
}
