using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Shared.Http;
using LinYuan.Tests.Contract;
using LinYuan.Tests.Registrations.Units;
using LinYuan.Tests.Wishes.Crowd;

namespace LinYuan.Tests.Wishes.Actions;

/// <summary>Nothing that people may do about a wish is left out: neither by these tests nor by any list.</summary>
public sealed class ActionWordTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    /// <summary>Photos have views and actions of their own.</summary>
    private static readonly string[] OfOtherThings = ["POST /api/v1/wishes/{id}/photos"];

    private static readonly WishAction[] NotOffered = [WishAction.DeliverWithCode, WishAction.CallBack];
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Every_route_that_does_something_about_a_wish_has_a_word_and_a_call_here()
    {
        var routes = (await Operation.All(lane))
            .Where(operation => operation.Path.Contains("/wishes/{id}/", StringComparison.Ordinal) && operation.Method != HttpMethod.Get)
            .Select(operation => $"{operation.Method} {operation.Path}").Except(OfOtherThings);

        ActionCalls.All.Values.Select(call => call.Route).Where(route => !route.StartsWith("GET ", StringComparison.Ordinal)).ShouldBe(routes, ignoreOrder: true);
    }

    [Fact]
    public void Every_word_that_can_be_offered_has_a_call_here()
    {
        var moves = WishLifecycle.Table.Moves.Where(move => move.Who != WishActor.System && !NotOffered.Contains(move.Action)).Select(move => move.Action.Word());

        ActionCalls.All.Keys.ShouldBe(moves.Concat(Enum.GetValues<SideAction>().Select(side => side.Word())).Distinct(), ignoreOrder: true);
    }

    [Fact]
    public async Task Lists_offer_the_same_as_details()
    {
        var unit = await UnitStory.Begin(lane);
        var (secretary, member) = (await unit.NewSecretary(), await unit.NewMember());
        var story = new WishStory(lane, unit.Community, await lane.NewPerson(), await unit.Community.Staff(), member);
        await story.Reach("open");
        (await story.By(secretary, "claim", new { unitId = unit.Id, memberId = member.Id.ToString() })).ShouldBe(200);
        await story.Contacted();
        await story.Extend();
        await story.By(member, "mute");
        var crowd = await CrowdStory.In(lane, "covered", unit.Community);

        await ShouldAgree(member, "/api/v1/me/claims", "wish.");
        await ShouldAgree(secretary, "/api/v1/me/coordinated-claims", "wish.");
        await ShouldAgree(story.Author, "/api/v1/me/wishes", "");
        await ShouldAgree(story.Staff, "/staff/v1/wishes?status=inProgress", "");
        await ShouldAgree(crowd.Member, "/api/v1/me/pledges", "wish.");
        await ShouldAgree(crowd.Staff, "/staff/v1/wishes?status=covered", "");
    }

    [Fact]
    public async Task A_wish_that_somebody_once_took_on_and_cannot_see_any_more_offers_them_nothing()
    {
        var story = await WishStory.In(lane, "claimed");
        await story.Release();
        (await story.By(story.Author, "withdraw")).ShouldBe(200);

        (await story.Claimer.Get("/api/v1/me/claims")).ShouldBe(200).Actions("items.0.wish.actions").ShouldBeEmpty();
    }

    private static async Task ShouldAgree(Person who, string list, string path)
    {
        var listed = (await who.Get(list)).ShouldBe(200);
        listed.Items.ShouldNotBeEmpty(list);
        for (var index = 0; index < listed.Items.Count; index++)
        {
            var detail = (await who.Get($"/api/v1/wishes/{listed.Text($"items.{index}.{path}id")}")).ShouldBe(200);
            listed.Actions($"items.{index}.{path}actions").ShouldBe(detail.Actions(), list);
        }
    }
}
