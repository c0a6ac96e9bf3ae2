using LinYuan.Tests.Wishes.Crowd;

namespace LinYuan.Tests.Wishes.Actions;

/// <summary>The same for crowd wishes, each call tried in each state by each role.</summary>
public sealed class CrowdActionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly string[] Roles = ["author", "staff", "otherStaff", "pledger", "member", "resident"];
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("pendingReview")]
    [InlineData("pledging")]
    [InlineData("covered")]
    [InlineData("delivering")]
    [InlineData("partlyCovered")]
    [InlineData("delivered")]
    [InlineData("disputed")]
    [InlineData("fulfilled")]
    public async Task In_each_state_each_role_is_offered_what_is_accepted_and_nothing_else(string state)
    {
        foreach (var role in Roles)
            (await Honesty.Mistakes(() => At(state, role))).ShouldBeEmpty($"{role} in {state}");
    }

    private async Task<Scene> At(string state, string role)
    {
        var story = await CrowdStory.In(lane, state);
        var community = story.Community;
        if (state == "pledging")
            await story.Pledge(1);
        var who = role switch
        {
            "author" => story.Author,
            "staff" => story.Staff,
            "pledger" => story.Member,
            "member" => await lane.NewMember(community),
            "otherStaff" => await lane.NewStaff((await lane.NewCommunityIn(community.DistrictId)).Id),
            _ => await lane.NewPerson(),
        };
        return new Scene(lane, community, story.Id, who);
    }
}
