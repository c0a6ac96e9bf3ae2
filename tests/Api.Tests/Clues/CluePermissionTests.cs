using LinYuan.Api.Features.Clues.Core;

namespace LinYuan.Tests.Clues;

/// <summary>Every route in every state as every kind of caller: see <see cref="CluePermissionTable"/>.</summary>
public sealed class CluePermissionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    public static TheoryData<string> States => [.. CluePermissionTable.States.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_may_be_done_in_a_state_is_as_the_table_says(string state)
    {
        var story = await ClueStory.In(lane, state);
        var cast = await Cast(story);
        var before = await story.Events();

        var wrong = await Task.WhenAll(CluePermissionTable.Roles.Select(role => Mistakes(story, state, role, cast)));

        wrong.SelectMany(lines => lines).ShouldBeEmpty();
        (await story.Events()).ShouldBe(before);
        (await story.Status()).ShouldBe(state);
    }

    [Fact]
    public void The_table_names_every_role_in_every_row_and_every_state_has_the_same_routes()
    {
        foreach (var (state, rows) in CluePermissionTable.States)
        {
            Rows(rows).Select(row => row[0]).ShouldBe(Rows(CluePermissionTable.States["submitted"]).Select(row => row[0]), state);
            Rows(rows).ShouldAllBe(row => row.Length == CluePermissionTable.Roles.Length + 1);
        }
    }

    [Fact]
    public async Task Every_move_that_is_recorded_stands_in_the_life_cycle()
    {
        await ClueStory.In(lane, "supervised");
        await ClueStory.In(lane, "merged");
        await ClueStory.In(lane, "closedNoAnswer");

        var recorded = await lane.Sql.List<string>(
            "SELECT DISTINCT CONCAT(COALESCE(from_status, ''), ' ', action, ' ', actor, ' ', to_status) FROM case_events WHERE kind = 'clue'");

        recorded.Except(ClueLifecycle.Table.Rows.Select(row => $"{row.From} {row.Action} {row.Who} {row.To}")).ShouldBeEmpty();
    }

    [Fact]
    public void Every_piece_of_news_has_words_that_WeChat_shows_whole()
    {
        ClueNews.Table.Rules.Select(rule => rule.Kind).Except(ClueNews.Table.Kinds).ShouldBeEmpty();
        ClueNews.Table.Kinds.Except(ClueNews.Table.Rules.Select(rule => rule.Kind)).ShouldBe([ClueNews.PhonesOpened], "the one that no move brings");
        ClueNews.Table.Words.Values.Where(words => words.Words.Length > 20).ShouldBeEmpty();
    }

    /// <summary>What is allowed is done to a clue of its own, so that the others still find theirs in that state.</summary>
    private async Task<List<string>> Mistakes(ClueStory story, string state, string role, Dictionary<string, Client> cast)
    {
        var mistakes = new List<string>();
        foreach (var row in Rows(CluePermissionTable.States[state]))
        {
            var (route, word) = (row[0], row[1 + Array.IndexOf(CluePermissionTable.Roles, role)]);
            var moves = word == "ok" && route is not ("follow" or "mute") && !route.StartsWith("GET:", StringComparison.Ordinal);
            var on = moves ? await ClueStory.In(lane, state, story) : story;
            var who = moves && role == "reporter" ? on.Reporter : cast[role];
            var into = moves && route == "merge" ? (await ClueStory.In(lane, "accepted", story)).Id : on.Id;
            var answer = await Try(on, route, who, into);
            var (status, code) = CluePermissionTable.Words[word];
            if (answer.Status != status || answer.Code != code)
                mistakes.Add($"{state}: {route} as {role} should be {status} {code}, but was {answer.Status} {answer.Code}");
        }
        return mistakes;
    }

    private async Task<Dictionary<string, Client>> Cast(ClueStory story) => new(StringComparer.Ordinal)
    {
        ["reporter"] = story.Reporter,
        ["desk"] = story.Desk,
        ["otherStaff"] = await (await lane.NewCommunityIn(story.Community.DistrictId)).Staff(),
        ["owner"] = story.Owner,
        ["street"] = story.Street,
        ["district"] = story.District,
        ["resident"] = await lane.NewPerson(),
        ["nobody"] = lane.Anyone,
    };

    private static Task<Answer> Try(ClueStory story, string route, Client who, string into) => route switch
    {
        "answer" => story.By(who, route, new { text = "东边第二盏" }),
        "appeal" or "appeal-unreasonable" => story.By(who, route, new { reason = "有一点原因" }),
        "call-back" => story.By(who, route, new { answer = "solved" }),
        "follow" or "mute" => story.By(who, route),
        "desk-call-back" => story.ByStaff(who, "call-back", new { answer = "solved" }),
        "contact-reveals" => story.ByStaff(who, route),
        "accept" => story.ByStaff(who, route, new { urgency = "normal" }),
        "refuse" => story.ByStaff(who, route, new { reason = "有一点原因", legalRoute = "请找有关单位" }),
        "merge" => story.ByStaff(who, route, new { into }),
        "mark-false" or "return" or "propose-unreasonable" => story.ByStaff(who, route, new { reason = "有一点原因" }),
        "dispatch" => story.ByStaff(who, route, new { ownerId = story.Owner.Id.ToString() }),
        "sign" => story.ByStaff(who, route),
        "ask-reporter" => story.ByStaff(who, route, new { question = "是哪一盏灯？" }),
        "extend" => story.ByStaff(who, route, new { reason = "有一点原因", days = 2 }),
        "resolve" or "close" => story.ByStaff(who, route, new { outcome = "solved", text = "已换好灯泡" }),
        "decide-extension" => story.ByStaff(who, route, new { grants = true }),
        "confirm-unreasonable" or "decide-unreasonable" => story.ByStaff(who, route, new { agrees = true }),
        "GET:owners" => who.Get($"/staff/v1/clues/{story.Id}/possible-owners"),
        "GET:clue" => who.Get($"/api/v1/clues/{story.Id}"),
        "GET:timeline" => who.Get($"/api/v1/clues/{story.Id}/timeline"),
        "GET:reveals" => who.Get($"/api/v1/clues/{story.Id}/contact-reveals"),
        "GET:public" => who.Get($"/open/v1/clues/{story.Id}"),
        _ => throw new ArgumentOutOfRangeException(nameof(route), route, "The table has a route that the test does not know."),
    };

    private static IReadOnlyList<string[]> Rows(string rows) =>
        [.. rows.Split('\n').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
