namespace LinYuan.Tests.Wishes;

public sealed class HandoverCodeTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const int Tries = 5;
    private const int Slips = 2;
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

        (await story.Tries()).ShouldBe(Tries);
        (await story.Deliver()).Text("status").ShouldBe("delivered");
    }

    [Fact]
    public async Task The_right_code_is_taken_after_two_slips()
    {
        var story = await WishStory.In(lane, "inProgress");
        var code = await story.HandoverCode();
        for (var slip = 0; slip < Slips; slip++)
            (await Try(story, Other(code))).ShouldBeRefused(422, "wish.handover_code_wrong");

        (await story.Deliver(code)).Text("status").ShouldBe("fulfilled");
    }

    [Fact]
    public async Task After_three_wrong_codes_the_right_one_asks_the_resident_and_goes_to_staff_until_somebody_says_how_it_was()
    {
        var story = await WishStory.In(lane, "inProgress");
        var code = await story.HandoverCode();
        for (var guess = 0; guess <= Slips; guess++)
            await Try(story, Other(code));

        (await story.Deliver(code)).Text("status").ShouldBe("delivered");

        (await story.Claimer.Points()).ShouldBe(0);
        (await story.Events())[^1].ShouldBe("doubtCode:delivered->delivered:system");
        (await Doubted(story)).ShouldBe([story.Id]);
        (await lane.Sql.List<long>("SELECT recipient_id FROM outbox_messages WHERE subject_id = @Id AND kind = 'wish.codeDoubted'", new { story.Id }))
            .ShouldBe([story.Staff.Id]);
        await story.Confirm();
        (await story.Claimer.Points()).ShouldBe(20);
        (await Doubted(story)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_doubted_delivery_that_nobody_answers_is_always_called_back()
    {
        var story = await WishStory.In(lane, "inProgress");
        var code = await story.HandoverCode();
        for (var guess = 0; guess <= Slips; guess++)
            await Try(story, Other(code));
        await story.Deliver(code);

        await story.LetPass(WishStory.ConfirmLimit);

        (await Doubted(story)).ShouldBe([story.Id]);
        var call = (await story.Staff.Get("/staff/v1/call-backs")).ShouldBe(200).Items.Single();
        call.GetProperty("wishId").GetString().ShouldBe(story.Id);
        (await story.Staff.Post($"/staff/v1/call-backs/{call.GetProperty("id").GetString()}/record", new { outcome = "done" })).ShouldBe(200);
        (await Doubted(story)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Thousands_of_guesses_by_claim_guess_and_release_are_five()
    {
        var story = await WishStory.In(lane, "open");
        var compared = 0;
        for (var round = 0; round < 25; round++)
        {
            await story.Claim();
            await story.Contacted();
            var right = await story.HandoverCode();
            foreach (var guesses in Enumerable.Range(round * 200, 200).Select(guess => $"{guess:0000}").Where(guess => guess != right).Chunk(20))
            {
                var answers = await Task.WhenAll(guesses.Select(guess => Try(story, guess)));
                answers.ShouldAllBe(answer => answer.Status >= 400);
                compared += answers.Count(answer => answer.Code == "wish.handover_code_wrong");
            }
            if (round % 5 == 0)
                (await story.ByStaff(story.Staff, "handover-code/renew", new { reason = "居民说码丢了" })).ShouldBe(200);
            (await Try(story, await story.HandoverCode())).ShouldBeRefused(409, "wish.handover_code_locked");
            await story.Release();
            lane.Clock.Advance(TimeSpan.FromHours(7));
        }

        compared.ShouldBe(Tries);
        (await story.Status()).ShouldBe("open");
        (await story.Claimer.Points()).ShouldBe(0);
    }

    [Fact]
    public async Task A_ring_of_members_has_ten_guesses_a_day_for_one_wish_and_whoever_hits_after_five_is_not_believed()
    {
        var story = await WishStory.In(lane, "inProgress");
        await Guess(story.Claimer);
        var second = await Next();
        (await story.By(second, "deliver", new { handoverCode = Other(await story.HandoverCode()) })).ShouldBeRefused(422, "wish.handover_code_wrong");
        await Guess(second, Tries - 1);
        var third = await Next();

        (await story.By(third, "deliver", new { handoverCode = await story.HandoverCode() })).ShouldBeRefused(409, "wish.handover_code_locked")
            .Text("title")!.ShouldContain("今天");
        lane.Clock.Advance(TimeSpan.FromDays(1));
        await Guess(third, 1);
        (await story.By(third, "deliver", new { handoverCode = await story.HandoverCode() })).ShouldBe(200).Text("status").ShouldBe("fulfilled");

        async Task Guess(Person who, int times = Tries)
        {
            for (var guess = 0; guess < times; guess++)
                (await story.By(who, "deliver", new { handoverCode = Other(await story.HandoverCode()) })).ShouldBeRefused(422, "wish.handover_code_wrong");
        }

        async Task<Person> Next()
        {
            (await story.ByStaff(story.Staff, "release-claim", new { reason = "换一位来办" })).ShouldBe(200);
            var next = await lane.NewMember(story.Community);
            await story.Claim(next);
            await story.Contacted(next);
            return next;
        }
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
        (await story.Tries()).ShouldBe(Tries);
        (await story.Status()).ShouldBe("inProgress");
    }

    [Fact]
    public async Task A_new_claim_gets_a_new_code_and_no_new_tries()
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
            (await story.Tries()).ShouldBe(Tries);
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
        (await story.Tries()).ShouldBe(0);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("12345")]
    public async Task A_code_of_another_length_is_no_try(string code)
    {
        var story = await WishStory.In(lane, "inProgress");

        (await Try(story, code)).ShouldBeRefused(400, "request.invalid");

        (await story.Tries()).ShouldBe(0);
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

    private static async Task<IReadOnlyList<string?>> Doubted(WishStory story) =>
        [.. (await story.Staff.Get("/staff/v1/wishes?codeDoubted=true")).ShouldBe(200).Items.Select(item => item.GetProperty("id").GetString())];

    private static Task<Answer> Try(WishStory story, string code) => story.By(story.Claimer, "deliver", new { handoverCode = code });

    private static string Other(string code) => code == "0000" ? "0001" : "0000";
}
