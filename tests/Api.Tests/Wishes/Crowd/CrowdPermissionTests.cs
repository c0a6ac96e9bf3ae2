namespace LinYuan.Tests.Wishes.Crowd;

/// <summary>Every move of a crowd wish in every state as every kind of caller, against a table that is written out.</summary>
public sealed class CrowdPermissionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly string[] Roles = ["author", "staff", "otherStaff", "pledger", "member", "resident", "nobody"];
    private readonly Lane lane = fixture.Lane;

    /// <summary>By state and route, the answers to the roles above; "201" and the like, or the code of the refusal after its area.</summary>
    public static TheoryData<string, string, string> Table => new()
    {
        { "pendingReview", "pledge", "own_claim required not_found not_found not_found not_found login" },
        { "pledging", "pledge", "own_claim required required 201 201 required login" },
        { "covered", "pledge", "own_claim required required pledge_exceeds pledge_exceeds required login" },
        { "delivering", "pledge", "own_claim required required pledge_exceeds pledge_exceeds required login" },
        { "delivered", "pledge", "own_claim required required wrong_state wrong_state required login" },
        { "disputed", "pledge", "own_claim required required wrong_state wrong_state required login" },
        { "fulfilled", "pledge", "own_claim required required wrong_state wrong_state required login" },
        { "partlyCovered", "pledge", "own_claim required required wrong_state wrong_state required login" },
        { "pledging", "withdraw", "not_found not_found not_found 204 not_found not_found login" },
        { "covered", "withdraw", "not_found not_found not_found 204 not_found not_found login" },
        { "delivering", "withdraw", "not_found not_found not_found wrong_state not_found not_found login" },
        { "delivered", "withdraw", "not_found not_found not_found wrong_state not_found not_found login" },
        { "fulfilled", "withdraw", "not_found not_found not_found wrong_state not_found not_found login" },
        { "partlyCovered", "withdraw", "not_found not_found not_found wrong_state not_found not_found login" },
        { "pledging", "receive", "denied wrong_state not_found denied denied denied login" },
        { "covered", "receive", "denied 200 not_found denied denied denied login" },
        { "delivering", "receive", "denied 200 not_found denied denied denied login" },
        { "delivered", "receive", "denied wrong_state not_found denied denied denied login" },
        { "partlyCovered", "receive", "denied wrong_state not_found denied denied denied login" },
        { "pledging", "hand-over", "denied wrong_state not_found denied denied denied login" },
        { "covered", "hand-over", "denied not_all_received not_found denied denied denied login" },
        { "delivering", "hand-over", "denied not_all_received not_found denied denied denied login" },
        { "delivered", "hand-over", "denied wrong_state not_found denied denied denied login" },
        { "pledging", "resolve", "denied wrong_state not_found denied denied denied login" },
        { "covered", "resolve", "denied wrong_state not_found denied denied denied login" },
        { "partlyCovered", "resolve", "denied 200 not_found denied denied denied login" },
        { "delivering", "resolve", "denied wrong_state not_found denied denied denied login" },
        { "fulfilled", "resolve", "denied wrong_state not_found denied denied denied login" },
        { "pledging", "list", "denied 200 not_found denied denied denied login" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_move_is_allowed_or_refused_as_the_table_says(string state, string route, string expected)
    {
        var story = await CrowdStory.In(lane, state);
        if (state == "pledging")
            await story.Pledge(1);
        var pledge = await lane.Sql.Value<long>("SELECT COALESCE(MAX(id), 0) FROM wish_pledges WHERE wish_id = @Id", new { story.Id });
        var cast = await Cast(story);

        var words = expected.Split(' ');
        // Who is refused comes first, so that those who are allowed find the wish in that state.
        foreach (var (role, word) in Roles.Zip(words).OrderBy(cell => char.IsDigit(cell.Second[0])))
            Word(await Try(story, route, cast[role], pledge.ToString())).ShouldBe(word, $"{route} in {state} as {role}");
    }

    [Fact]
    public async Task Staff_receive_no_goods_of_their_own_and_decide_no_dispute_about_them()
    {
        var story = await CrowdStory.Pledging(lane, ("大米", "袋", 1));
        var helper = await (await lane.NewMember(story.Community)).BecomesStaffOf(story.Community.Id);
        var pledge = await story.Pledge(1, who: helper);

        (await story.TryReceive(helper, pledge)).ShouldBeRefused(403, "wish.own_case");
        await story.Receive(pledge);
        await story.HandOver();
        (await story.Author.Post($"/api/v1/wishes/{story.Id}/dispute", new { reason = "没有收到" })).ShouldBe(200);

        (await story.ByStaff(helper, "resolve-dispute", new { outcome = "fulfilled" })).ShouldBeRefused(403, "wish.own_case");
    }

    [Fact]
    public async Task A_pledge_of_another_wish_is_not_there()
    {
        var story = await CrowdStory.In(lane, "covered");
        var other = await CrowdStory.In(lane, "covered", story.Community);
        var pledge = (await lane.Sql.Value<long>("SELECT MIN(id) FROM wish_pledges WHERE wish_id = @Id", new { other.Id })).ToString();

        (await story.TryReceive(story.Staff, pledge)).ShouldBeRefused(404, "resource.not_found");
        (await story.TryWithdraw(other.Member, pledge)).ShouldBeRefused(404, "resource.not_found");
        (await story.Member.Post($"/api/v1/wishes/{story.Id}/pledges", new { itemId = other.ItemIds[0], quantity = 1 })).ShouldBeRefused(400, "request.invalid");
    }

    private static string Word(Answer answer) => answer.Code switch
    {
        null => answer.Status.ToString(),
        "session.required" => "login",
        var code => code[(code.IndexOf('.', StringComparison.Ordinal) + 1)..],
    };

    private static Task<Answer> Try(CrowdStory story, string route, Client who, string pledge) => route switch
    {
        "pledge" => story.TryPledge(who, 1),
        "withdraw" => story.TryWithdraw(who, pledge),
        "receive" => story.TryReceive(who, pledge),
        "hand-over" => story.ByStaff(who, route),
        "resolve" => story.ByStaff(who, "resolve-crowd", new { decision = "extend" }),
        _ => who.Get($"/staff/v1/wishes/{story.Id}/pledges"),
    };

    private async Task<Dictionary<string, Client>> Cast(CrowdStory story) => new(StringComparer.Ordinal)
    {
        ["author"] = story.Author,
        ["staff"] = story.Staff,
        ["otherStaff"] = await lane.NewStaff((await lane.NewCommunityIn(story.Community.DistrictId)).Id),
        ["pledger"] = story.Member,
        ["member"] = await lane.NewMember(story.Community),
        ["resident"] = await lane.NewPerson(),
        ["nobody"] = lane.Anyone,
    };
}
