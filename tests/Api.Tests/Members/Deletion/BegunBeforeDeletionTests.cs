using LinYuan.Tests.Clues;
using LinYuan.Tests.Stations;
using LinYuan.Tests.Wishes;
using WeChat.StandIn;

namespace LinYuan.Tests.Members.Deletion;

/// <summary>What a person sends, WeChat is still asked about, and the account is deleted meanwhile: it is refused, and nothing is kept.</summary>
public sealed class BegunBeforeDeletionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    /// <summary>In milliseconds: long enough for the deletions to come in between on a busy machine, and an answer that is still waited for.</summary>
    private const int Slow = 4_000;

    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Nothing_is_kept_of_what_WeChat_was_still_asked_about_when_the_account_was_deleted()
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation();
        Func<Person, Task<Answer>>[] beginnings =
        [
            who => who.Post("/api/v1/wishes", WishStory.Words(community)),
            who => who.Post("/api/v1/clues", ClueStory.Words(community)),
            who => who.Patch("/api/v1/me", new { nickname = "刚想好的名字" }),
            who => who.Post("/api/v1/me/offers", new { category = WishStory.Category, description = "会修灯" }),
            who => who.Post($"/api/v1/stations/{station.Id}/reports", new { kind = "other", note = "门口有积水" }),
            who => who.Post("/api/v1/me/phone", new { code = $"phone-13900000000.{Client.NewKey()}" }),
        ];
        var people = await Task.WhenAll(beginnings.Select(_ => lane.NewMember(community)));
        var (texts, phones) = (lane.StandIn.CallsTo(WeChatPaths.CheckText).Count, lane.StandIn.CallsTo(WeChatPaths.PhoneNumber).Count);
        foreach (var path in new[] { WeChatPaths.CheckText, WeChatPaths.PhoneNumber })
            lane.StandIn.AddFault(new Fault(path) { DelayMilliseconds = Slow, Count = beginnings.Length });

        var begun = beginnings.Zip(people, (begin, who) => begin(who)).ToList();
        await Wait.Until("WeChat is asked about each", () =>
            lane.StandIn.CallsTo(WeChatPaths.CheckText).Count + lane.StandIn.CallsTo(WeChatPaths.PhoneNumber).Count - texts - phones >= begun.Count);
        foreach (var deletion in await Task.WhenAll(people.Select(person => person.Delete("/api/v1/me"))))
            deletion.ShouldBe(204);

        foreach (var answer in await Task.WhenAll(begun))
            answer.ShouldBeRefused(401, "session.expired");
        lane.StandIn.ClearFaults();
        var ids = people.Select(person => person.Id);
        foreach (var table in new[] { "wishes WHERE author_id", "clues WHERE reporter_id", "offers WHERE user_id", "station_reports WHERE user_id", "idempotency_keys WHERE user_id" })
            (await lane.Sql.Count(table + " IN @ids", new { ids })).ShouldBe(0, table);
        (await lane.Sql.Count("users WHERE id IN @ids AND (nickname_enc IS NOT NULL OR phone_enc IS NOT NULL)", new { ids })).ShouldBe(0);
    }
}
