namespace LinYuan.Tests.Wishes.Actions;

/// <summary>What is offered in each state to each role is what <see cref="WishPermissionTable"/> allows, and all of it is accepted.</summary>
public sealed class StateActionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    /// <summary>The words for the routes of the table; the others are named alike.</summary>
    private static readonly Dictionary<string, string> WordOf = new(StringComparer.Ordinal)
    {
        ["ask-changes"] = "askChanges", ["resolve-dispute"] = "resolveDispute", ["reveal"] = "revealContact", ["stand-by"] = "standBy",
        ["name-member"] = "nameMember", ["story-consent"] = "storyConsent", ["extend-claim"] = "extendClaim", ["release-claim"] = "releaseClaim",
        ["handover-code/renew"] = "renewHandoverCode", ["edit-public-text"] = "editPublicText", ["print-card"] = "printCard",
    };

    private static readonly string[] SignedIn = ["author", "staff", "otherStaff", "member", "claimer", "resident"];
    private readonly Lane lane = fixture.Lane;

    public static TheoryData<string> States => [.. WishPermissionTable.States.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_the_table_allows_is_offered_and_nothing_else_and_what_is_offered_is_accepted(string state)
    {
        List<string> mistakes = [];
        foreach (var role in SignedIn.Where(role => WishPermissionTable.Of(state, role).First().Word != "-"))
        {
            var story = await WishStory.In(lane, state);
            var scene = Scene.Of(lane, story, await WhoIs(role, story));
            var offered = await scene.Offered();
            var allowed = Moves(state, role, word => word is "ok" or "made");
            mistakes.AddRange(allowed.Except(offered).Select(word => $"{role} may {word}, which is not offered"));
            mistakes.AddRange(Moves(state, role, word => word is not ("ok" or "made")).Intersect(offered).Select(word => $"{role} may not {word}, which is offered"));
            foreach (var word in offered)
            {
                // In a place of its own: the way to some states takes days, in which the sessions of those who stand by would end.
                var other = Honesty.Harmless.Contains(word) ? story : await WishStory.In(lane, state);
                var answer = await Scene.Of(lane, other, other == story ? scene.Who : await WhoIs(role, other)).Call(word!);
                if (answer.Status >= 300)
                    mistakes.Add($"{role} is offered {word}, which was refused: {answer.Status} {answer.Code}");
            }
        }
        mistakes.ShouldBeEmpty(state);
    }

    private async Task<Person> WhoIs(string role, WishStory story) => role switch
    {
        "author" => story.Author,
        "staff" => story.Staff,
        "claimer" => story.Claimer,
        "member" => await lane.NewMember(story.Community),
        "otherStaff" => await lane.NewStaff((await lane.NewCommunityIn(story.Community.DistrictId)).Id),
        _ => await lane.NewPerson(),
    };

    private static IReadOnlyList<string?> Moves(string state, string role, Func<string, bool> which) =>
    [
        .. WishPermissionTable.Of(state, role).Where(cell => which(cell.Word) && !cell.Route.StartsWith("GET:", StringComparison.Ordinal))
            .Select(cell => WordOf.GetValueOrDefault(cell.Route, cell.Route)),
    ];
}
