using LinYuan.Tests.Clues;

namespace LinYuan.Tests.Photos;

/// <summary>Who may add and list photos of a clue in each of its states, written out and not taken from the code.</summary>
public sealed class CluePhotoPermissionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    /// <summary>
    /// The owner is a grid worker, who is a stranger until the clue is dispatched. A clue is listed from "accepted" on, and so there for
    /// everyone, except where it was turned down or merged before that.
    /// </summary>
    private const string Table = """
        state           route      reporter desk   otherStaff owner  street resident nobody
        submitted       clue       ok       denied gone       gone   denied gone     login
        submitted       resolution denied   denied gone       gone   denied gone     login
        submitted       list       ok       ok     gone       gone   ok     gone     login
        accepted        clue       ok       denied denied     denied denied denied   login
        accepted        resolution denied   denied denied     denied denied denied   login
        accepted        list       ok       ok     ok         ok     ok     ok       login
        dispatched      clue       ok       denied denied     denied denied denied   login
        dispatched      resolution denied   denied denied     state  denied denied   login
        dispatched      list       ok       ok     ok         ok     ok     ok       login
        inProgress      clue       ok       denied denied     denied denied denied   login
        inProgress      resolution denied   denied denied     ok     denied denied   login
        inProgress      list       ok       ok     ok         ok     ok     ok       login
        waitingReporter clue       ok       denied denied     denied denied denied   login
        waitingReporter resolution denied   denied denied     ok     denied denied   login
        waitingReporter list       ok       ok     ok         ok     ok     ok       login
        resolved        clue       ok       denied denied     denied denied denied   login
        resolved        resolution denied   denied denied     ok     denied denied   login
        resolved        list       ok       ok     ok         ok     ok     ok       login
        reopened        clue       ok       denied denied     denied denied denied   login
        reopened        resolution denied   denied denied     ok     denied denied   login
        reopened        list       ok       ok     ok         ok     ok     ok       login
        supervised      clue       ok       denied denied     denied denied denied   login
        supervised      resolution denied   denied denied     ok     denied denied   login
        supervised      list       ok       ok     ok         ok     ok     ok       login
        closed          clue       state    denied denied     denied denied denied   login
        closed          resolution denied   denied denied     state  denied denied   login
        closed          list       ok       ok     ok         ok     ok     ok       login
        closedNoAnswer  clue       state    denied denied     denied denied denied   login
        closedNoAnswer  resolution denied   denied denied     state  denied denied   login
        closedNoAnswer  list       ok       ok     ok         ok     ok     ok       login
        notAccepted     clue       state    denied gone       gone   denied gone     login
        notAccepted     resolution denied   denied gone       gone   denied gone     login
        notAccepted     list       ok       ok     gone       gone   ok     gone     login
        merged          clue       state    denied gone       gone   denied gone     login
        merged          resolution denied   denied gone       gone   denied gone     login
        merged          list       ok       ok     gone       gone   ok     gone     login
        """;

    private readonly Lane lane = fixture.Lane;

    public static TheoryData<string> States => [.. Lines().Skip(1).Select(line => line[0]).Distinct()];

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_may_be_done_with_photos_in_a_state_is_as_the_table_says(string state)
    {
        var story = await ClueStory.In(lane, state);
        var cast = await Cast(story);
        var roles = Lines().First()[2..];
        var wrong = new List<string>();

        foreach (var line in Lines().Where(line => line[0] == state))
        {
            foreach (var (role, word) in roles.Zip(line[2..]))
            {
                var answer = await Try(cast[role], story, line[1]);
                if (!Fits(answer, word, line[1] == "list" ? 200 : 201))
                    wrong.Add($"{state}: {line[1]} as {role} should be {word}, but was {answer.Status} {answer.Code}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    private async Task<Dictionary<string, Client>> Cast(ClueStory story) => new(StringComparer.Ordinal)
    {
        ["reporter"] = story.Reporter,
        ["desk"] = story.Desk,
        ["otherStaff"] = await lane.NewStaff((await lane.NewCommunityIn(story.Community.DistrictId)).Id),
        ["owner"] = story.Owner,
        ["street"] = story.Street,
        ["resident"] = await lane.NewPerson(),
        ["nobody"] = lane.Anyone,
    };

    private static Task<Answer> Try(Client who, ClueStory story, string route) => route == "list"
        ? who.Get($"/api/v1/clues/{story.Id}/photos")
        : who.UploadTo($"/api/v1/clues/{story.Id}/photos?for={route}");

    private static bool Fits(Answer answer, string word, int success) => (answer.Status, answer.Code) == word switch
    {
        "ok" => (success, null),
        "login" => (401, "session.required"),
        "denied" => (403, "access.denied"),
        "gone" => (404, "resource.not_found"),
        "state" => (409, "clue.wrong_state"),
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "The table has no such word."),
    };

    private static IEnumerable<string[]> Lines() => Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
