namespace LinYuan.Tests.Wishes;

public sealed class HandoverCodeTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const int Tries = 5;
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Five_wrong_codes_lock_it_and_the_right_one_is_refused_after_that()
    {
        var story = await WishStory.In(lane, "inProgress");
        var code = await story.HandoverCode();
        for (var guess = 0; guess < Tries; guess++)
            (await Try(story, Other(code))).ShouldBeRefused(422, "wish.handover_code_wrong");

        (await Try(story, Other(code))).ShouldBeRefused(409, "wish.handover_code_locked");
        (await Try(story, code)).ShouldBeRefused(409, "wish.handover_code_locked");

        (await story.Row<int>("handover_tries")).ShouldBe(Tries);
        (await story.Deliver()).Text("status").ShouldBe("delivered");
    }

    [Fact]
    public async Task The_right_code_is_taken_after_four_wrong_ones()
    {
        var story = await WishStory.In(lane, "inProgress");
        var code = await story.HandoverCode();
        for (var guess = 0; guess < Tries - 1; guess++)
            (await Try(story, Other(code))).ShouldBeRefused(422, "wish.handover_code_wrong");

        (await story.Deliver(code)).Text("status").ShouldBe("fulfilled");
    }

    [Fact]
    public async Task Twenty_guesses_at_once_use_no_more_than_five_tries()
    {
        var story = await WishStory.In(lane, "inProgress");
        var code = await story.HandoverCode();
        var guesses = Enumerable.Range(0, 10_000).Select(number => number.ToString("0000")).Where(guess => guess != code).Take(20);

        var answers = await Task.WhenAll(guesses.Select(guess => Try(story, guess)));

        answers.Count(answer => answer.Code == "wish.handover_code_wrong").ShouldBe(Tries);
        answers.Count(answer => answer.Code == "wish.handover_code_locked").ShouldBe(20 - Tries);
        (await story.Row<int>("handover_tries")).ShouldBe(Tries);
        (await story.Status()).ShouldBe("inProgress");
    }

    [Fact]
    public async Task A_new_claim_gets_a_new_code_with_fresh_tries()
    {
        var story = await WishStory.In(lane, "inProgress");
        var first = await story.Row<byte[]>("handover_code_enc");
        for (var guess = 0; guess < Tries; guess++)
            await Try(story, Other(await story.HandoverCode()));
        await story.Release();
        (await story.Row<byte[]>("handover_code_enc")).ShouldBeNull();

        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 5; round++)
        {
            await story.Claim();
            codes.Add(await story.HandoverCode());
            (await story.Row<int>("handover_tries")).ShouldBe(0);
            (await story.Row<byte[]>("handover_code_enc")).ShouldNotBe(first);
            await story.Release();
        }

        // Two of ten thousand may be alike, but not five.
        codes.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Only_the_author_reads_the_code_and_only_while_somebody_has_the_wish_in_hand()
    {
        var story = await WishStory.In(lane, "open");
        var path = $"/api/v1/wishes/{story.Id}/handover-code";
        (await story.Author.Get(path)).ShouldBeRefused(409, "wish.wrong_state");
        await story.Claim();

        var code = (await story.Author.Get(path)).ShouldBe(200);
        code.Text("code")!.ShouldMatch("^[0-9]{4}$");
        code.Header("Cache-Control").ShouldBe("no-store");
        foreach (var other in new[] { story.Claimer, story.Staff, await lane.NewPerson() })
            (await other.Get(path)).ShouldBeRefused(403, "access.denied");
        (await lane.Anyone.Get(path)).ShouldBeRefused(401, "session.required");

        await story.Contacted();
        (await story.HandoverCode()).ShouldBe(code.Text("code"));
        await story.Deliver();
        (await story.Author.Get(path)).ShouldBeRefused(409, "wish.wrong_state");
    }

    [Fact]
    public async Task The_code_is_worth_nothing_before_the_contact_or_in_other_hands()
    {
        var story = await WishStory.In(lane, "claimed");
        var code = await story.HandoverCode();

        (await Try(story, code)).ShouldBeRefused(409, "wish.not_contacted_yet");
        (await story.By(await lane.NewMember(story.Community), "deliver", new { handoverCode = code })).ShouldBeRefused(403, "access.denied");
        await story.Contacted();
        await story.Release();

        (await Try(story, code)).ShouldBeRefused(409, "wish.lease_over");
        (await story.Row<int>("handover_tries")).ShouldBe(0);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("12345")]
    public async Task A_code_of_another_length_is_no_try(string code)
    {
        var story = await WishStory.In(lane, "inProgress");

        (await Try(story, code)).ShouldBeRefused(400, "request.invalid");

        (await story.Row<int>("handover_tries")).ShouldBe(0);
    }

    [Fact]
    public async Task A_wish_that_comes_back_from_a_dispute_keeps_its_code()
    {
        var story = await WishStory.In(lane, "inProgress");
        var code = await story.HandoverCode();
        await story.Deliver();
        await story.Dispute();

        await story.Resolve("inProgress");

        (await story.HandoverCode()).ShouldBe(code);
        (await story.Deliver(code)).Text("status").ShouldBe("fulfilled");
        (await story.Row<byte[]>("handover_code_enc")).ShouldBeNull();
    }

    private static Task<Answer> Try(WishStory story, string code) => story.By(story.Claimer, "deliver", new { handoverCode = code });

    private static string Other(string code) => code == "0000" ? "0001" : "0000";
}
