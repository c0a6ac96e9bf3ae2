namespace LinYuan.Tests.Wishes.Duplicates;

/// <summary>Merges at the same moment as other moves: one order of things comes out of it, and nobody waits for ever.</summary>
public sealed class MergeRaceTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const int Rounds = 6;
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Of_two_merges_of_one_pair_each_way_exactly_one_is_made()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var one = await WishStory.In(lane, "open");
            var other = await WishStory.In(lane, "open", one.Community);

            var answers = await Task.WhenAll(Merge(one, other), Merge(other, one));

            answers.Count(answer => answer.Status == 200).ShouldBe(1);
            answers.Single(answer => answer.Status != 200).Code.ShouldBeOneOf("wish.wrong_state", "wish.not_mergeable");
            new[] { await one.Status(), await other.Status() }.Order().ShouldBe(["merged", "open"]);
        }
    }

    [Fact]
    public async Task A_ring_of_merges_never_ends_in_a_ring()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var first = await WishStory.In(lane, "open");
            WishStory[] ring = [first, await WishStory.In(lane, "open", first.Community), await WishStory.In(lane, "open", first.Community)];

            var answers = await Task.WhenAll(Enumerable.Range(0, ring.Length).Select(index => Merge(ring[index], ring[(index + 1) % ring.Length])));

            answers.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 409);
            var left = (await Task.WhenAll(ring.Select(async story => (story.Id, Status: await story.Status(), Into: await story.Row<long?>("merged_into_id"))))).ToList();
            left.Count(wish => wish.Status == "merged").ShouldBe(answers.Count(answer => answer.Status == 200));
            left.Where(wish => wish.Status == "merged").ShouldAllBe(wish => left.Single(other => other.Id == wish.Into.ToString()).Status == "open");
        }
    }

    [Fact]
    public async Task A_merge_and_a_claim_at_once_leave_the_wish_to_one_of_them()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var wish = await WishStory.In(lane, "open");
            var into = await WishStory.In(lane, "open", wish.Community);

            var answers = await Task.WhenAll(Merge(wish, into), wish.By(wish.Claimer, "claim"));

            answers.Count(answer => answer.Status == 200).ShouldBe(1);
            (await wish.Status()).ShouldBe(answers[0].Status == 200 ? "merged" : "claimed");
            (await wish.Row<byte[]>("contact_enc") is null).ShouldBe(answers[0].Status == 200);
        }
    }

    [Fact]
    public async Task A_merge_and_an_approval_or_a_withdrawal_of_either_leave_true_states()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var into = await WishStory.In(lane, "open");
            var wish = await WishStory.In(lane, "pendingReview", into.Community);

            var answers = await Task.WhenAll(Merge(wish, into), wish.ByStaff(wish.Staff, "approve"), into.By(into.Author, "withdraw"));

            foreach (var refused in answers.Where(answer => answer.Status != 200))
                refused.Status.ShouldBe(409);
            var merged = await wish.Status() == "merged";
            merged.ShouldBe(answers[0].Status == 200);
            (await wish.EventsOf("merge"), await into.EventsOf("takeIn")).ShouldBe(merged ? (1, 1) : (0, 0));
            (await wish.Row<bool>("listed")).ShouldBe(await wish.Status() == "open");
        }
    }

    private static Task<Answer> Merge(WishStory wish, WishStory into) => wish.ByStaff(wish.Staff, "merge", new { intoId = into.Id });
}
