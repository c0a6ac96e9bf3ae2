using LinYuan.Tests.Points;

namespace LinYuan.Tests.Rewards;

public sealed class RedemptionCodeTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const int Tries = 10;
    private const string Path = "/staff/v1/redemptions/hand-over";
    private static readonly TimeSpan Within = TimeSpan.FromHours(1);
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task After_ten_wrong_codes_also_a_right_one_has_to_wait_and_the_answer_says_how_long()
    {
        var (staff, person, code, id) = await Ordered();
        for (var tried = 0; tried < Tries; tried++)
            (await Give(staff, Wrong(tried))).ShouldBeRefused(404, "redemption.code_wrong");
        lane.Clock.Advance(TimeSpan.FromMinutes(20));

        var locked = (await Give(staff, code)).ShouldBeRefused(429, "redemption.code_locked");

        locked.Header("Retry-After").ShouldBe("2400");
        locked.Text("title")!.ShouldContain("过一会儿再试");
        (await lane.PartsOf(person)).Reserved.ShouldBe(20);
        // The order itself is not locked: staff find it by its number, and other staff by its code.
        (await staff.HandsOver(id)).ShouldBe(200);
    }

    [Fact]
    public async Task An_hour_after_the_first_wrong_code_the_count_begins_anew()
    {
        var (staff, _, code, _) = await Ordered();
        for (var tried = 0; tried < Tries; tried++)
            await Give(staff, Wrong(tried));
        lane.Clock.Advance(Within - TimeSpan.FromSeconds(1));
        (await Give(staff, code)).ShouldBeRefused(429, "redemption.code_locked").Header("Retry-After").ShouldBe("1");

        lane.Clock.Advance(TimeSpan.FromSeconds(1));

        (await Give(staff, Wrong(1))).ShouldBeRefused(404, "redemption.code_wrong");
        (await Give(staff, code)).ShouldBe(200).Text("status").ShouldBe("redeemed");
    }

    [Fact]
    public async Task Fifty_guesses_at_once_are_ten()
    {
        var (staff, _, _, _) = await Ordered();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(guess => Give(staff, Wrong(guess))));

        answers.Count(answer => answer.Code == "redemption.code_wrong").ShouldBe(Tries);
        answers.Count(answer => answer.Code == "redemption.code_locked").ShouldBe(50 - Tries);
    }

    [Fact]
    public async Task Right_codes_between_wrong_ones_do_not_start_the_count_again_and_everyone_has_a_count_of_their_own()
    {
        var (staff, _, code, _) = await Ordered();
        for (var tried = 1; tried < Tries; tried++)
            await Give(staff, Wrong(tried));
        var key = Client.NewKey();
        (await staff.Post(Path, new { code }, key)).ShouldBe(200);
        (await Give(staff, Wrong(Tries))).ShouldBeRefused(404, "redemption.code_wrong");

        (await Give(staff, Wrong(0))).ShouldBeRefused(429, "redemption.code_locked");
        (await staff.Post(Path, new { code }, key)).ShouldBe(200).IsReplay.ShouldBeTrue();
        var guest = await lane.NewPerson();
        (await guest.Post("/api/v1/redemptions/hand-over", new { code })).ShouldBeRefused(404, "redemption.code_wrong");
        (await guest.Delete("/api/v1/me")).ShouldBe(204);
        (await lane.Sql.Count("attempt_counts WHERE person_id = @Id", guest)).ShouldBe(0);
    }

    [Fact]
    public async Task Codes_are_ten_digits_that_nobody_can_foresee()
    {
        var community = await lane.NewCommunity();
        var (person, reward) = (await lane.WithPoints(community, 100), await community.NewReward(stock: 20, points: 5, perPersonLimit: 20));
        List<string> codes = [];
        for (var count = 0; count < 20; count++)
            codes.Add((await person.Redeems(reward)).ShouldBe(201).Text("code")!);

        codes.ShouldAllBe(code => code.Length == 10 && code.All(char.IsAsciiDigit));
        codes.Distinct().Count().ShouldBe(20);
        codes.Select(code => code[..3]).Distinct().Count().ShouldBeGreaterThan(10);
    }

    private static string Wrong(int guess) => $"{guess:0000000000}";

    private static Task<Answer> Give(Person staff, string code) => staff.Post(Path, new { code });

    private async Task<(Person Staff, Person Person, string Code, string Id)> Ordered()
    {
        var community = await lane.NewCommunity();
        var person = await lane.WithPoints(community, 60);
        var order = (await person.Redeems(await community.NewReward())).ShouldBe(201);
        return (await community.Staff(), person, order.Text("code")!, order.Id);
    }
}
