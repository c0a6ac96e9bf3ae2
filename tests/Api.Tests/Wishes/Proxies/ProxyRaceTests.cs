namespace LinYuan.Tests.Wishes.Proxies;

/// <summary>Several proxies at the same instant, and repeats of one call.</summary>
public sealed class ProxyRaceTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const int Tries = 5;
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Two_who_confirm_at_once_confirm_once()
    {
        for (var round = 0; round < 4; round++)
        {
            var story = await ProxyStory.In(lane, "delivered");

            var answers = await Task.WhenAll(
                story.By(story.Relative, "confirm", story.Thanks(score: 5)), story.By(story.GridWorker, "confirm", story.Thanks("gridWorker", score: 4)));

            answers.Count(answer => answer.Status == 200).ShouldBe(1);
            answers.Single(answer => answer.Status != 200).ShouldBeRefused(409, "wish.wrong_state");
            (await story.Acts()).Count(act => act.StartsWith("confirm", StringComparison.Ordinal)).ShouldBe(1);
            (await story.Claimer.Points()).ShouldBe(20);
        }
    }

    [Fact]
    public async Task Guesses_at_once_are_counted_one_by_one_also_for_a_number_without_a_card()
    {
        var story = await ProxyStory.In(lane, "delivered");
        var guesses = Enumerable.Range(0, 20).Select(number => number.ToString("000000")).Where(guess => guess != story.Card.Code).Take(12);

        var answers = await Task.WhenAll(guesses.Select(guess => story.By(story.Relative, "confirm", story.Thanks(code: guess))));

        answers.Count(answer => answer.Code == "proxy.consent_wrong").ShouldBe(Tries);
        answers.Count(answer => answer.Code == "proxy.consent_locked").ShouldBe(12 - Tries);
        (await story.Tries()).ShouldBe(Tries);
    }

    [Fact]
    public async Task A_repeat_is_given_the_same_answer_also_after_the_card_was_locked_and_holds_no_code()
    {
        var story = await ProxyStory.In(lane, "delivered");
        var key = Client.NewKey();
        var first = (await story.By(story.Relative, "confirm", story.Thanks(), key)).ShouldBe(200);
        for (var guess = 0; guess < Tries; guess++)
            await story.By(story.Relative, "confirm", story.Thanks(code: story.Card.OtherCode));

        var again = (await story.By(story.Relative, "confirm", story.Thanks(), key)).ShouldBe(200);

        again.IsReplay.ShouldBeTrue();
        again.Body.ShouldBe(first.Body);
        (await story.By(story.Relative, "confirm", story.Thanks(score: 1), key)).ShouldBeRefused(422, "idempotency.key_reused");
        (await story.Acts()).Count(act => act.StartsWith("confirm", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_confirmation_and_a_new_code_at_once_are_one_after_the_other()
    {
        for (var round = 0; round < 4; round++)
        {
            var story = await ProxyStory.In(lane, "delivered");

            var answers = await Task.WhenAll(story.By(story.Relative, "confirm", story.Thanks()), story.Reissue());

            answers[1].ShouldBe(200);
            (answers[0].Code ?? "proxy.consent_wrong").ShouldBe("proxy.consent_wrong");
            (await story.Status()).ShouldBe(answers[0].Status == 200 ? "fulfilled" : "delivered");
        }
    }

    [Fact]
    public async Task A_wish_and_an_erasure_at_once_leave_no_contact_behind()
    {
        for (var round = 0; round < 4; round++)
        {
            var story = await ProxyStory.Begin(lane);

            var answers = await Task.WhenAll(
                story.Relative.Post("/api/v1/wishes", story.Words()), story.Staff.Post($"/staff/v1/represented-people/{story.Card.Id}/erase"));

            answers[1].ShouldBe(200);
            (answers[0].Code ?? "proxy.consent_wrong").ShouldBe("proxy.consent_wrong");
            (await lane.Sql.Count("wishes WHERE represented_id = @Id AND contact_enc IS NOT NULL", new { story.Card.Id })).ShouldBe(0);
        }
    }
}
