using LinYuan.Api.Features.Wishes.Counts;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Tests.Wishes;
using LinYuan.Tests.Wishes.Crowd;

namespace LinYuan.Tests.Statistics;

/// <summary>Wishes of two communities on a random walk: whoever may move one tries to, time passes, accounts are deleted.</summary>
internal sealed class WishWalk(Lane lane, Community[] places, int seed)
{
    private readonly Random random = new(seed);
    private readonly List<WishStory> wishes = [];
    private readonly List<CrowdStory> crowd = [];

    /// <summary>How often each step was taken with success.</summary>
    public Dictionary<string, int> Taken { get; } = new(StringComparer.Ordinal);

    public async Task Begin(int number)
    {
        for (var wish = 0; wish < number; wish++)
        {
            wishes.Add(await WishStory.Begin(lane, Pick(places)));
            await wishes[^1].Post(WishStory.Words(wishes[^1].Community, category: Pick(["microService", "microSafety"])));
        }
        foreach (var place in places)
        {
            crowd.Add(await CrowdStory.Begin(lane, place));
            await crowd[^1].Post(CrowdStory.Usual);
        }
    }

    public async Task Step()
    {
        var wish = Pick(wishes);
        var (name, step) = random.Next(12) switch
        {
            0 => ("time", () => LetPass(TimeSpan.FromHours(random.Next(1, 100)))),
            1 => ("crowd", () => StepOf(Pick(crowd))),
            2 => ("call back", () => CallBack(wish)),
            _ => Pick<(string, Func<Task<bool>>)>(await StepsOf(wish)),
        };
        if (await step())
            Taken[name] = Taken.GetValueOrDefault(name) + 1;
    }

    /// <summary>Steps that chance may have left out: residents who leave, calls about silent deliveries, each end of a dispute.</summary>
    public async Task End()
    {
        foreach (var status in new[] { "pendingReview", "open", "open" })
            (await (await WishStory.In(lane, status, places[0])).Author.Delete("/api/v1/me")).ShouldBe(204);
        foreach (var outcome in new[] { "fulfilled", "inProgress", "open" })
            await (await WishStory.In(lane, "disputed", places[0])).Resolve(outcome);
        foreach (var _ in places)
        {
            wishes.Add(await WishStory.In(lane, "delivered", places[0]));
            await LetPass(WishStory.ConfirmLimit);
            (await CallBack(wishes[^1])).ShouldBeTrue();
        }
    }

    private async Task<(string, Func<Task<bool>>)[]> StepsOf(WishStory wish) => await wish.Status() switch
    {
        "pendingReview" => [Staff(wish, "approve"), Staff(wish, "approve"), Staff(wish, "reject"), Staff(wish, "ask-changes"), Merge(wish)],
        "open" => [Own(wish, wish.Claimer, "claim"), Own(wish, wish.Claimer, "claim"), Own(wish, wish.Claimer, "claim"), Own(wish, wish.Author, "withdraw"), Staff(wish, "cannot"), Merge(wish)],
        "claimed" => [Own(wish, wish.Claimer, "contacted"), Own(wish, wish.Claimer, "contacted"), Own(wish, wish.Claimer, "release")],
        "inProgress" => [Own(wish, wish.Claimer, "deliver"), Own(wish, wish.Claimer, "deliver"), WithCode(wish), Own(wish, wish.Claimer, "release")],
        "delivered" => [Confirm(wish), Own(wish, wish.Author, "dispute"), ("wait", () => LetPass(WishStory.ConfirmLimit))],
        "disputed" => [Resolve(wish, "fulfilled"), Resolve(wish, "inProgress"), Resolve(wish, "open")],
        "fulfilled" => [Confirm(wish)],
        _ => [("again", () => Again(wish))],
    };

    private static (string, Func<Task<bool>>) Staff(WishStory wish, string action) =>
        (action, async () => (await wish.ByStaff(wish.Staff, action, action == "approve" ? null : new { reason = "核对后的决定" })).Status == 200);

    private static (string, Func<Task<bool>>) Own(WishStory wish, Person who, string action) =>
        (action, async () => (await wish.By(who, action, action is "claim" or "contacted" or "withdraw" or "deliver" ? null : new { reason = "临时有事" })).Status == 200);

    private (string, Func<Task<bool>>) Confirm(WishStory wish) =>
        ("confirm", async () => (await wish.By(wish.Author, "confirm", new { score = random.Next(1, 6) })).Status == 200);

    private (string, Func<Task<bool>>) Merge(WishStory wish) => ("merge", async () =>
        (await wish.ByStaff(wish.Staff, "merge", new { intoId = Pick(wishes).Id })).Status == 200);

    private static (string, Func<Task<bool>>) Resolve(WishStory wish, string outcome) =>
        ("resolve", async () => (await wish.ByStaff(wish.Staff, "resolve-dispute", new { outcome })).Status == 200);

    private static (string, Func<Task<bool>>) WithCode(WishStory wish) =>
        ("code", async () => (await wish.By(wish.Claimer, "deliver", new { handoverCode = await wish.HandoverCode() })).Status == 200);

    private async Task<bool> CallBack(WishStory wish)
    {
        var due = (await wish.Staff.Get("/staff/v1/call-backs?status=due")).ShouldBe(200).Items;
        if (due.Count == 0)
            return false;
        object body = random.Next(2) == 0 ? new { outcome = "done", score = 3 } : new { outcome = "notDone" };
        return (await wish.Staff.Post($"/staff/v1/call-backs/{due[0].GetProperty("id").GetString()}/record", body)).Status == 200;
    }

    private static async Task<bool> StepOf(CrowdStory story)
    {
        switch (await story.Status())
        {
            case "pendingReview":
                await story.Approve();
                break;
            case "pledging":
                await story.PledgeAll();
                break;
            case "covered":
                return (await story.ByStaff(story.Staff, "hand-over")).Status == 200 || (await story.Author.Post($"/api/v1/wishes/{story.Id}/withdraw")).Status == 200;
            default:
                return false;
        }
        return true;
    }

    /// <summary>Another wish in the place of one that has come to its end.</summary>
    private async Task<bool> Again(WishStory wish)
    {
        wishes.Remove(wish);
        wishes.Add(await WishStory.Begin(lane, wish.Community));
        await wishes[^1].Post();
        return true;
    }

    /// <summary>All jobs but the one that would put right what the others did wrong.</summary>
    private async Task<bool> LetPass(TimeSpan time)
    {
        lane.Clock.Advance(time);
        foreach (var job in lane.Parts<IJob>().Where(job => job is not CompareWishCounts))
            await job.Run(lane.Clock.Now, CancellationToken.None);
        return true;
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
