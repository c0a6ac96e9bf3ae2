using LinYuan.Tests.Registrations.Units;
using LinYuan.Tests.Wishes.Proxies;

namespace LinYuan.Tests.Wishes.Actions;

/// <summary>What is offered to those who act for others: proxies, secretaries of units, and staff who were one of them.</summary>
public sealed class ForOthersActionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    public static TheoryData<string, string> Scenes => new()
    {
        { "filed: draft", "submit withdraw" },
        { "filed: pendingReview", "withdraw" },
        { "filed: open", "withdraw" },
        { "filed: claimed", "" },
        { "filed: delivered", "confirm dispute" },
        { "filed: fulfilled", "" },
        { "card ended: open", "" },
        { "card ended: delivered", "" },
        { "card locked: delivered", "" },
        { "staff who spoke up", "" },
        { "sent somebody", "release nameMember" },
        { "sent somebody, as staff", "editPublicText release nameMember" },
        { "sent somebody, lease over", "" },
        { "sent somebody, who disputes", "editPublicText" },
        { "speaks for a unit", "claim" },
        { "speaks for a unit and has no room", "claim" },
    };

    [Theory]
    [MemberData(nameof(Scenes))]
    public Task Only_what_is_accepted_is_offered(string name, string offered) => Honesty.Holds(name, offered, () => Make(name));

    [Fact]
    public async Task A_proxy_is_shown_what_the_resident_may_do_and_nothing_of_whoever_filed_it()
    {
        var story = await ProxyStory.In(lane, "inProgress");
        await story.By(story.Relative, "mute");
        await story.By(story.Claimer, "deliver");
        var neighbour = await lane.NewPerson();

        var disputed = (await story.By(neighbour, "dispute", story.Complaint("neighbour"))).ShouldBe(200);

        disputed.Actions().ShouldBeEmpty();
        (await neighbour.Get($"/api/v1/wishes/{story.Id}")).ShouldBe(200).Actions().ShouldBe(["follow", "mute"]);
    }

    private Task<Scene> Make(string name) => name.Split(": ") switch
    {
        ["filed", var state] => Filed(state),
        ["card ended", var state] => Filed(state, EndCard),
        ["card locked", var state] => Filed(state, LockCard),
        ["staff who spoke up"] => SpokeUp(),
        [var unit] => OfUnit(unit),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such scene."),
    };

    private async Task<Scene> Filed(string state, Func<ProxyStory, Task>? then = null)
    {
        var story = await ProxyStory.In(lane, state);
        await (then ?? (_ => Task.CompletedTask))(story);
        return new Scene(lane, story.Community, story.Id, story.Relative) { OnBehalf = story.Card.Told() };
    }

    private static async Task EndCard(ProxyStory story) =>
        (await story.Staff.Post($"/staff/v1/represented-people/{story.Card.Id}/end", new { reason = "已经搬走了" })).ShouldBe(200);

    private static async Task LockCard(ProxyStory story)
    {
        for (var tries = 0; tries < 5; tries++)
            await story.By(story.Relative, "confirm", story.Thanks(code: story.Card.OtherCode));
    }

    private async Task<Scene> SpokeUp()
    {
        var story = await ProxyStory.In(lane, "delivered");
        var staff = await lane.NewStaff(story.Community.Id);
        (await story.By(staff, "dispute", story.Complaint("staff"))).ShouldBe(200);
        return new Scene(lane, story.Community, story.Id, staff);
    }

    private async Task<Scene> OfUnit(string name)
    {
        var unit = await UnitStory.Begin(lane);
        var (secretary, member, colleague) = (await unit.NewSecretary(), await unit.NewMember(), await unit.NewMember());
        if (name is "sent somebody, as staff" or "sent somebody, who disputes")
            await secretary.BecomesStaffOf(unit.Community.Id);
        var story = new WishStory(lane, unit.Community, await lane.NewPerson(), await unit.Community.Staff(), member);
        await story.Reach("open");
        var claimFor = new { unitId = unit.Id, memberId = member.Id.ToString() };
        if (name.StartsWith("sent", StringComparison.Ordinal))
            (await story.By(secretary, "claim", claimFor)).ShouldBe(200);
        if (name == "sent somebody, lease over")
            await lane.Sql.Execute("UPDATE wishes SET contact_by = @now, deliver_by = @now WHERE id = @Id", new { story.Id, now = lane.Clock.Now.UtcDateTime });
        if (name == "sent somebody, who disputes")
            await Dispute(story);
        if (name == "speaks for a unit and has no room")
        {
            foreach (var other in await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => WishStory.In(lane, "open", unit.Community))))
                await other.Claim(secretary);
        }
        return Scene.Of(lane, story, secretary) with { ClaimFor = claimFor, Colleague = colleague };
    }

    private static async Task Dispute(WishStory story)
    {
        await story.Contacted();
        await story.Deliver();
        await story.Dispute();
    }
}
