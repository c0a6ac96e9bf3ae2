using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Clues;

/// <summary>
/// One clue and the people around it, all of them its own. Each step is one call over HTTP that must succeed; what may be refused goes
/// through <see cref="By"/> and <see cref="ByStaff"/>.
/// </summary>
internal sealed class ClueStory(Lane lane, Community community, long gridId, Person reporter, Person desk, Person owner, Person street, Person district)
{
    public static readonly TimeSpan CallBackLimit = TimeSpan.FromDays(7);

    public Community Community { get; } = community;

    public string GridId { get; } = gridId.ToString();

    public Person Reporter { get; } = reporter;

    /// <summary>Staff of the community.</summary>
    public Person Desk { get; } = desk;

    /// <summary>A grid worker of the community, to whom the desk gives the clue.</summary>
    public Person Owner { get; } = owner;

    public Person Street { get; } = street;

    public Person District { get; } = district;

    public string Id { get; private set; } = "";

    public static async Task<ClueStory> Begin(Lane lane, ClueStory? among = null)
    {
        if (among is not null)
            return new ClueStory(lane, among.Community, long.Parse(among.GridId), await lane.NewPerson(), among.Desk, among.Owner, among.Street, among.District);
        var place = await lane.NewCommunity();
        var grid = await lane.Sql.Insert("""
            INSERT INTO areas (parent_id, level, code, name, district_id, street_id, community_id)
            VALUES (@Id, 'grid', @code, '一号网格', @DistrictId, @StreetId, @Id)
            """, new { place.Id, code = lane.Unique("g"), place.DistrictId, place.StreetId });
        return new ClueStory(
            lane, place, grid, await lane.NewPerson(), await place.Staff(), await lane.NewStaff(grid), await lane.NewStaff(place.StreetId),
            await lane.NewStaff(place.DistrictId));
    }

    /// <summary>A story whose clue is in that state, reached as people would.</summary>
    public static async Task<ClueStory> In(Lane lane, string status, ClueStory? among = null)
    {
        var story = await Begin(lane, among);
        await story.Reach(status);
        return story;
    }

    public static object Words(
        Community community, string kind = "facilityBroken", string place = "三号楼东侧", string text = "路灯坏了三天，晚上看不清台阶",
        object? location = null, bool? isEmergency = null, bool? acknowledged = null) =>
        new { communityId = community.IdText, @class = kind, place, text, location, isEmergency, acknowledged };

    public async Task<Answer> Submit(object? words = null, Person? who = null)
    {
        var made = (await (who ?? Reporter).Post("/api/v1/clues", words ?? Words(Community))).ShouldBe(201);
        Id = made.Id;
        return made;
    }

    public Task<Answer> By(Client who, string action, object? body = null, string? key = null) => who.Post($"/api/v1/clues/{Id}/{action}", body, key);

    public Task<Answer> ByStaff(Client who, string action, object? body = null, string? key = null) =>
        who.Post($"/staff/v1/clues/{Id}/{action}", body, key);

    public async Task<Answer> Accept(string urgency = "normal", string? publicText = "路灯不亮，已安排人去看") =>
        (await ByStaff(Desk, "accept", new { urgency, publicText })).ShouldBe(200);

    public async Task<Answer> Dispatch(Person? to = null, Person? by = null) =>
        (await ByStaff(by ?? Desk, "dispatch", new { ownerId = (to ?? Owner).Id.ToString() })).ShouldBe(200);

    public async Task<Answer> Sign() => (await ByStaff(Owner, "sign")).ShouldBe(200);

    public async Task<Answer> Ask() => (await ByStaff(Owner, "ask-reporter", new { question = "是哪一盏灯？" })).ShouldBe(200);

    public async Task<Answer> Resolve(string outcome = "solved") =>
        (await ByStaff(Owner, "resolve", new { outcome, text = "已换好灯泡", publicText = "路灯已修好" })).ShouldBe(200);

    public async Task<Answer> CallBack(string answer, int? score = null) => (await By(Reporter, "call-back", new { answer, score })).ShouldBe(200);

    public async Task<Answer> Refuse() => (await ByStaff(Desk, "refuse", new { reason = "不属于社区职责", legalRoute = "请向法院起诉" })).ShouldBe(200);

    public async Task<Answer> SeenBy(Client who) => (await who.Get($"/api/v1/clues/{Id}")).ShouldBe(200);

    public async Task Reach(string status)
    {
        Func<Task>[] steps = status switch
        {
            "submitted" => [() => Submit()],
            "accepted" => [() => Submit(), () => Accept()],
            "notAccepted" => [() => Submit(), () => Refuse()],
            "merged" => [MergeIntoAnother],
            "dispatched" => [() => Reach("accepted"), () => Dispatch()],
            "inProgress" => [() => Reach("dispatched"), () => Sign()],
            "waitingReporter" => [() => Reach("inProgress"), () => Ask()],
            "resolved" => [() => Reach("inProgress"), () => Resolve()],
            "reopened" => [() => Reach("resolved"), () => CallBack("notSolved")],
            "supervised" => [() => Reach("reopened"), () => Sign(), () => Resolve("explained"), () => CallBack("notSolved")],
            "closed" => [() => Reach("resolved"), () => CallBack("solved", 5)],
            "closedNoAnswer" => [() => Reach("resolved"), () => LetPass(CallBackLimit)],
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "There is no way to that state."),
        };
        foreach (var step in steps)
            await step();
        (await Status()).ShouldBe(status);
    }

    /// <summary>Moves the clock and lets the clues' own jobs do what has become due.</summary>
    public async Task LetPass(TimeSpan time)
    {
        lane.Clock.Advance(time);
        await RunClocks(lane);
    }

    /// <summary>Until nothing is due: a lane keeps clues of earlier tests.</summary>
    public static async Task RunClocks(Lane lane)
    {
        var jobs = lane.Services.GetServices<IJob>().Where(job => job is MoveDueCases { Name: "MoveDueCases.clue" }).ToList();
        int changed;
        do
        {
            changed = 0;
            foreach (var job in jobs)
                changed += await job.Run(lane.Clock.Now, CancellationToken.None);
        }
        while (changed > 0);
    }

    public Task<string?> Status() => Row<string>("status");

    /// <summary>A column of the clue's row.</summary>
    public Task<T?> Row<T>(string column) => lane.Sql.Value<T>($"SELECT {column} FROM clues WHERE id = @Id", new { Id });

    /// <summary>What was recorded, as "action:from->to:who".</summary>
    public Task<IReadOnlyList<string>> Events() => lane.Sql.List<string>("""
        SELECT CONCAT(action, ':', COALESCE(from_status, ''), '->', to_status, ':', actor) FROM case_events WHERE kind = 'clue' AND case_id = @Id ORDER BY id
        """, new { Id });

    public async Task<int> EventsOf(string action) => (await Events()).Count(line => line.StartsWith(action + ":", StringComparison.Ordinal));

    /// <summary>Who was told what, as "kind" for one person, oldest first.</summary>
    public Task<IReadOnlyList<string>> ToldTo(Person who) => lane.Sql.List<string>(
        "SELECT kind FROM outbox_messages WHERE subject_id = @Id AND recipient_id = @who AND kind LIKE 'clue.%' ORDER BY id", new { Id, who = who.Id });

    private async Task MergeIntoAnother()
    {
        var other = await In(lane, "accepted", this);
        await Submit();
        (await ByStaff(Desk, "merge", new { into = other.Id })).ShouldBe(200);
    }
}

internal static class ClueReporterSteps
{
    /// <summary>Binds a phone that nobody else has; returns it.</summary>
    public static async Task<string> BindsPhone(this Person reporter)
    {
        var phone = "139" + Random.Shared.Next(10_000_000, 99_999_999);
        (await reporter.Post("/api/v1/me/phone", new { code = $"phone-{phone}.a" })).ShouldBe(200);
        return phone;
    }
}
