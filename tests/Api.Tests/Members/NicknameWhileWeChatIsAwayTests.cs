using WeChat.StandIn;

namespace LinYuan.Tests.Members;

/// <summary>A nickname that WeChat cannot judge is kept: nobody shall be stopped from using the app because WeChat is away.</summary>
public sealed class NicknameWhileWeChatIsAwayTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_nickname_is_accepted_while_WeChat_is_away()
    {
        var person = await lane.NewPerson();
        lane.StandIn.AddFault(new Fault(WeChatPaths.CheckText) { HttpStatus = 500, Count = 5 });

        (await person.Patch("/api/v1/me", new { nickname = "风平浪静" })).ShouldBe(200).Text("nickname").ShouldBe("风平浪静");
        lane.StandIn.ClearFaults();
        lane.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_nickname_is_accepted_from_someone_whom_WeChat_has_not_seen_for_two_hours()
    {
        var person = await lane.NewPerson();
        lane.Clock.Advance(TimeSpan.FromHours(3));

        (await person.Patch("/api/v1/me", new { nickname = "午后慢走" })).ShouldBe(200);
    }

    [Fact]
    public async Task A_nickname_that_WeChat_wants_people_to_look_at_is_accepted()
    {
        var person = await lane.NewPerson();

        (await person.Patch("/api/v1/me", new { nickname = "复核一下" })).ShouldBe(200);
    }
}
