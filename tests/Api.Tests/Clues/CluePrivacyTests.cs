namespace LinYuan.Tests.Clues;

/// <summary>Plants words that stand nowhere else and looks for them everywhere.</summary>
public sealed class CluePrivacyTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_reporters_words_are_for_those_who_work_on_it_and_stand_readable_nowhere()
    {
        var mark = lane.Unique("隐");
        var story = await ClueStory.Begin(lane);
        await story.Submit(ClueStory.Words(story.Community, place: "门牌" + mark, text: "一段话语" + mark));
        await story.Accept();
        await story.Dispatch();
        await story.Sign();
        (await story.ByStaff(story.Owner, "ask-reporter", new { question = "问" + mark })).ShouldBe(200);
        (await story.By(story.Reporter, "answer", new { text = "答" + mark })).ShouldBe(200);
        (await story.ByStaff(story.Owner, "resolve", new { outcome = "explained", text = "说明" + mark })).ShouldBe(200);
        (await story.By(story.Reporter, "call-back", new { answer = "notSolved", words = "还没" + mark })).ShouldBe(200);
        await lane.DeliverOutbox();

        (await Traces.Of(lane, mark)).ShouldBeEmpty();
        foreach (var reader in new Client[] { story.Reporter, story.Desk, story.Owner, story.Street })
            (await story.SeenBy(reader)).Body.ShouldContain(mark);
        var resident = await lane.NewPerson();
        foreach (var path in new[] { $"/api/v1/clues/{story.Id}", $"/api/v1/clues/{story.Id}/timeline", $"/open/v1/clues/{story.Id}" })
            (await resident.Get(path)).ShouldBe(200).Body.ShouldNotContain(mark);
        lane.StandIn.CallsTo(global::WeChat.StandIn.WeChatPaths.SendSubscribeMessage)
            .ShouldNotContain(call => call.Body!.Value.ToString().Contains(mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_reported_is_in_no_view_and_of_what_kind_only_in_that_of_the_desk()
    {
        // Ids of people that no id of a case can be taken for.
        await lane.Sql.Execute($"ALTER TABLE users AUTO_INCREMENT = {Random.Shared.Next(1_000_000_000, 2_000_000_000)}");
        var story = await ClueStory.Begin(lane);
        await story.Reporter.RegistersWith(story.Community, "courier");
        await story.Submit();
        await story.Accept();
        await story.Dispatch(to: story.Street);

        (await story.SeenBy(story.Desk)).Text("staff.reporterKind").ShouldBe("courier");
        (await story.SeenBy(story.Street)).Text("staff.reporterKind").ShouldBeNull();
        foreach (var reader in new Client[] { story.Reporter, story.Desk, story.Street, story.District })
        {
            (await story.SeenBy(reader)).Body.ShouldNotContain($"\"{story.Reporter.Id}\"");
            (await reader.Get($"/api/v1/clues/{story.Id}/timeline")).ShouldBe(200).Body.ShouldNotContain($"\"{story.Reporter.Id}\"");
        }
    }

    [Fact]
    public async Task A_reporter_who_leaves_takes_their_words_along_and_the_work_goes_on()
    {
        var mark = lane.Unique("隐");
        var story = await ClueStory.In(lane, "waitingReporter");
        await story.By(story.Reporter, "answer", new { text = "答" + mark });
        await story.Ask();
        var open = await ClueStory.Begin(lane, story);
        await open.Submit(ClueStory.Words(story.Community, text: "一段话语" + mark), story.Reporter);
        (await story.Reporter.Get("/api/v1/me/data")).ShouldBe(200).Body.ShouldContain(mark);
        (await story.Owner.Delete("/api/v1/me")).ShouldBeRefused(409, "member.has_open_cases");

        (await story.Reporter.Delete("/api/v1/me")).ShouldBe(204);

        (await story.Status()).ShouldBe("inProgress");
        (await open.Status()).ShouldBe("notAccepted");
        (await story.SeenBy(story.Owner))["report"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await story.Owner.Get($"/api/v1/clues/{story.Id}/timeline")).ShouldBe(200).Body.ShouldNotContain(mark);
        await story.Resolve();
        (await lane.Sql.Count("point_entries WHERE account_kind = 'user' AND account_id = @Id AND reason = 'clueResolved'", new { story.Reporter.Id })).ShouldBe(0);
    }
}
