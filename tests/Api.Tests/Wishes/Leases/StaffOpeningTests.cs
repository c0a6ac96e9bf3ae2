using LinYuan.Tests.Clues;
using LinYuan.Tests.Wishes.Proxies;

namespace LinYuan.Tests.Wishes.Leases;

/// <summary>Contacts that staff open for call-backs have a limit as well, and other staff hear of who reaches it.</summary>
public sealed class StaffOpeningTests : IAsyncLifetime
{
    private Lane? started;

    private Lane Lane => started ?? throw new InvalidOperationException("The class has not started.");

    public async ValueTask InitializeAsync() => started = await Lane.Start(new LaneSettings
    {
        Options = new Dictionary<string, string>(StringComparer.Ordinal) { ["Wishes:CallBackShare"] = "1", ["Wishes:StaffContactsPerDay"] = "2" },
    });

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_opens_one_after_another_is_stopped_and_colleagues_are_told_once()
    {
        var place = await Lane.NewCommunity();
        var colleague = await Lane.NewStaff(place.Id);
        var stories = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => WishStory.In(Lane, "delivered", place)));
        Lane.Clock.Advance(WishStory.ConfirmLimit);
        await Lane.RunJobs();
        var staff = stories[0].Staff;
        var calls = (await staff.Get("/staff/v1/call-backs")).ShouldBe(200).Items.Select(item => item.GetProperty("id").GetString()).ToList();
        foreach (var call in calls[..2])
            (await staff.Post($"/staff/v1/call-backs/{call}/contact-reveals")).ShouldBe(201);

        var refused = (await staff.Post($"/staff/v1/call-backs/{calls[2]}/contact-reveals")).ShouldBeRefused(429, "wish.contact_limit");

        refused.Header("Retry-After").ShouldBe("86400");
        (await Lane.Sql.List<long>("SELECT recipient_id FROM outbox_messages WHERE kind = 'wish.contactsOpened'")).ShouldBe([colleague.Id]);
        (await colleague.Post($"/staff/v1/call-backs/{calls[2]}/contact-reveals")).ShouldBe(201);
        Lane.Clock.Advance(TimeSpan.FromDays(1));
        (await staff.Post($"/staff/v1/call-backs/{calls[2]}/contact-reveals")).ShouldBe(201);
    }

    [Fact]
    public async Task Phones_of_reporters_and_what_is_held_on_a_represented_person_count_together_with_them()
    {
        var represented = await ProxyStory.Begin(Lane);
        var staff = represented.Staff;
        var data = $"/staff/v1/represented-people/{represented.Card.Id}/data";
        (await staff.Get(data)).ShouldBe(200);
        (await staff.Get(data)).ShouldBe(200);
        (await staff.Get(data)).ShouldBeRefused(429, "wish.contact_limit");
        var clue = await ClueStory.In(Lane, "resolved");
        await clue.Reporter.BindsPhone();
        await Lane.Sql.Execute("UPDATE clues SET call_from = @Now WHERE id = @Id", new { clue.Id, Now = Lane.Clock.Now.UtcDateTime });
        for (var opening = 0; opening < 2; opening++)
            (await clue.ByStaff(clue.Desk, "contact-reveals")).ShouldBe(201);

        (await clue.ByStaff(clue.Desk, "contact-reveals")).ShouldBeRefused(429, "wish.contact_limit");

        (await clue.Reporter.Get($"/api/v1/clues/{clue.Id}/contact-reveals")).ShouldBe(200).Items.Count.ShouldBe(2);
        // Nobody else works in the community, so the street hears of it.
        (await Lane.Sql.List<long>("SELECT recipient_id FROM outbox_messages WHERE kind = 'clue.phonesOpened'")).ShouldBe([clue.Street.Id]);
    }
}
