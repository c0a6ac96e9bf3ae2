namespace LinYuan.Tests.Shared.Http;

public sealed class RateLimitTests
{
    [Fact]
    public async Task Who_asks_too_often_hears_when_to_come_back_and_others_are_served()
    {
        await using var lane = await Lane.Start(new LaneSettings
        {
            Options = new Dictionary<string, string> { ["Http:PersonPerMinute"] = "12", ["Http:OpenPerMinute"] = "12", ["Http:SignInsPerMinute"] = "12" },
        });
        var (eager, calm) = (await lane.NewPerson(), await lane.NewPerson());

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => eager.Get("/api/v1/me")));
        var open = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => lane.Anyone.Get("/open/v1/units")));
        var signIns = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ =>
            lane.Anyone.Post("/api/v1/sessions", new { code = lane.Stranger().NewCode() }, Client.NoKey)));

        foreach (var some in new[] { answers, open, signIns })
        {
            some.ShouldContain(answer => answer.Status == 200 || answer.Status == 201);
            some.ShouldContain(answer => answer.Status == 429);
            foreach (var refused in some.Where(answer => answer.Status == 429))
                refused.ShouldBeRefused(429, "rate.limited");
        }
        (await calm.Get("/api/v1/me")).ShouldBe(200);
        (await lane.Anyone.Get("/health/ready")).ShouldBe(200);
    }
}
