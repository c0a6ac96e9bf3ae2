using LinYuan.Api.Features.Wishes.Timers;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Tests.Wishes.Leases;

/// <summary>One thing that a job cannot change does not keep the others waiting.</summary>
public sealed class FailingRowTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_wish_that_cannot_be_read_does_not_stop_the_expiry_of_those_behind_it()
    {
        var broken = await WishStory.In(lane, "claimed");
        lane.Clock.Advance(TimeSpan.FromMinutes(1));
        var behind = await WishStory.In(lane, "claimed");
        var words = await broken.Row<byte[]>("text_enc");
        await lane.Sql.Execute("UPDATE wishes SET text_enc = 'unreadable' WHERE id = @Id", new { broken.Id });
        try
        {
            await behind.LetPass(WishStory.ContactLimit);

            (await behind.Status()).ShouldBe("open");
            (await broken.Status()).ShouldBe("claimed");
            lane.Logs.With("Job ExpireWishLeases failed").ShouldNotBeEmpty();
        }
        finally
        {
            await lane.Sql.Execute("UPDATE wishes SET text_enc = @words WHERE id = @Id", new { broken.Id, words });
        }
        await lane.Part<ExpireWishLeases>().Run(lane.Clock.Now, CancellationToken.None);
        (await broken.Status()).ShouldBe("open");
    }

    [Fact]
    public async Task What_was_thrown_is_thrown_together_after_the_rest_was_done()
    {
        List<int> done = [];

        var thrown = await Should.ThrowAsync<AggregateException>(() => lane.Part<Db>().InTransactionEach(Enumerable.Range(1, 5), (_, number) =>
        {
            if (number % 2 == 0)
                throw new InvalidOperationException($"number {number}");
            done.Add(number);
            return Task.FromResult(1);
        }));

        thrown.InnerExceptions.Select(error => error.Message).ShouldBe(["number 2", "number 4"]);
        done.ShouldBe([1, 3, 5]);
    }

    [Fact]
    public async Task A_database_that_is_away_is_left_alone_after_three_tries()
    {
        var tries = 0;

        await Should.ThrowAsync<AggregateException>(() => lane.Part<Db>().InTransactionEach(Enumerable.Range(1, 100), (_, _) =>
        {
            tries++;
            throw new DatabaseUnavailableException("away", new IOException());
        }));

        tries.ShouldBe(3);
    }
}
