namespace LinYuan.Tests.Wishes;

/// <summary>Every route in every state as every kind of caller: see <see cref="WishPermissionTable"/>.</summary>
public sealed class WishPermissionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly string[] Allowed = ["ok", "made"];

    /// <summary>Routes that leave the wish as it is.</summary>
    private static readonly string[] Harmless = ["follow", "mute"];

    private readonly Lane lane = fixture.Lane;

    public static TheoryData<string> States => [.. WishPermissionTable.States.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_may_be_done_in_a_state_is_as_the_table_says(string state)
    {
        var story = await WishStory.In(lane, state);
        var cast = await Cast(story);
        var before = await story.Events();

        var wrong = await Task.WhenAll(WishPermissionTable.Roles.Select(role => Mistakes(story, state, role, cast)));

        wrong.SelectMany(lines => lines).ShouldBeEmpty();
        (await story.Events()).ShouldBe(before);
        (await story.Status()).ShouldBe(state);
    }

    [Fact]
    public void The_table_names_every_role_in_every_row_and_every_state_has_the_same_routes()
    {
        foreach (var (state, rows) in WishPermissionTable.States)
        {
            WishPermissionTable.Rows(rows).Select(row => row[0]).ShouldBe(WishPermissionTable.Rows(WishPermissionTable.States["draft"]).Select(row => row[0]), state);
            WishPermissionTable.Rows(rows).ShouldAllBe(row => row.Length == WishPermissionTable.Roles.Length + 1);
        }
        foreach (var (route, rows) in WishPermissionTable.Routes)
        {
            WishPermissionTable.Rows(rows).Select(row => row[0]).ShouldBe(["state", .. WishPermissionTable.Roles], route);
            WishPermissionTable.Rows(rows)[0].Skip(1).ShouldBe(WishPermissionTable.States.Keys, route);
            WishPermissionTable.Rows(rows).ShouldAllBe(row => row.Length == WishPermissionTable.States.Count + 1);
        }
    }

    /// <summary>What is allowed is done to a wish of its own, so that the others still find theirs in that state.</summary>
    private async Task<List<string>> Mistakes(WishStory story, string state, string role, Dictionary<string, Client> cast)
    {
        var mistakes = new List<string>();
        foreach (var (route, word) in WishPermissionTable.Of(state, role))
        {
            if (word == "-")
                continue;
            var moves = Allowed.Contains(word) && !route.StartsWith("GET:", StringComparison.Ordinal) && !Harmless.Contains(route);
            var on = moves ? await WishStory.In(lane, state, story.Community) : story;
            var who = !moves ? cast[role] : role switch { "author" => on.Author, "claimer" => on.Claimer, _ => cast[role] };
            var answer = await Try(on, route, who);
            var (status, code) = WishPermissionTable.Words[word];
            if (answer.Status != status || answer.Code != code)
                mistakes.Add($"{state}: {route} as {role} should be {status} {code}, but was {answer.Status} {answer.Code}");
        }
        return mistakes;
    }

    private async Task<Dictionary<string, Client>> Cast(WishStory story) => new(StringComparer.Ordinal)
    {
        ["author"] = story.Author,
        ["staff"] = story.Staff,
        ["otherStaff"] = await lane.NewStaff((await lane.NewCommunityIn(story.Community.DistrictId)).Id),
        ["member"] = await lane.NewMember(story.Community),
        ["claimer"] = story.Claimer,
        ["resident"] = await lane.NewPerson(),
        ["nobody"] = lane.Anyone,
    };

    private static async Task<Answer> Edit(WishStory story, Client who) => await story.ByStaff(who, "edit-public-text", new
    {
        publicTitle = "换一盏灯", publicStory = "楼道灯坏了，请帮忙", reason = "写得更清楚", expectedVersion = await story.Row<int>("public_version"),
    });

    private async Task<Answer> Merge(WishStory story, Client who) => await story.ByStaff(
        who, "merge", new { intoId = (await WishStory.In(lane, "open", story.Community)).Id });

    private Task<Answer> Try(WishStory story, string route, Client who) => route switch
    {
        "submit" => story.By(who, route, WishStory.Words(story.Community)),
        "withdraw" or "claim" or "contacted" or "deliver" => story.By(who, route),
        "confirm" => story.By(who, route, new { score = 5 }),
        "dispute" or "extend" or "release" => story.By(who, route, new { reason = "有一点原因" }),
        "follow" or "mute" or "stand-by" => story.By(who, route),
        "appeal" => story.By(who, route, new { reason = "有一点原因" }),
        "story-consent" => story.By(who, route, new { agrees = true }),
        "name-member" => story.By(who, route, new { memberId = story.Claimer.Id.ToString() }),
        "extend-claim" or "release-claim" or "handover-code/renew" => story.ByStaff(who, route, new { reason = "有一点原因" }),
        "edit-public-text" => Edit(story, who),
        "merge" => Merge(story, who),
        "print-card" => who.Get($"/staff/v1/wishes/{story.Id}/handover-card.svg"),
        "reveal" => story.By(who, "contact-reveals"),
        "approve" => story.ByStaff(who, route),
        "ask-changes" or "reject" or "cannot" => story.ByStaff(who, route, new { reason = "有一点原因" }),
        "resolve-dispute" => story.ByStaff(who, route, new { outcome = "open" }),
        "GET:wish" => who.Get($"/api/v1/wishes/{story.Id}"),
        "GET:timeline" => who.Get($"/api/v1/wishes/{story.Id}/timeline"),
        "GET:reveals" => who.Get($"/api/v1/wishes/{story.Id}/contact-reveals"),
        "GET:code" => who.Get($"/api/v1/wishes/{story.Id}/handover-code"),
        "GET:public" => who.Get($"/open/v1/wishes/{story.Id}"),
        _ => throw new ArgumentOutOfRangeException(nameof(route), route, "The table has a route that the test does not know."),
    };
}
