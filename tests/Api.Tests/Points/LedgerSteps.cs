using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Points;

/// <summary>Moves of the ledger as the areas make them, each in a transaction of its own.</summary>
public static class LedgerSteps
{
    /// <summary>A wish that no other test knows.</summary>
    public static PointCredit NewCase(Person person, Community community, int amount = 20) => new(
        person.Id, community.Id, amount, PointReason.WishFulfilled, PointSource.Wish, Random.Shared.NextInt64(1_000_000_000, long.MaxValue));

    public static Task<T> InLedger<T>(this Lane lane, Func<Tx, PointLedger, DateTimeOffset, Task<T>> work) =>
        lane.Part<Db>().InTransaction(tx => work(tx, lane.Part<PointLedger>(), lane.Clock.Now));

    public static Task InLedger(this Lane lane, Func<Tx, PointLedger, DateTimeOffset, Task> work) =>
        lane.Part<Db>().InTransaction(tx => work(tx, lane.Part<PointLedger>(), lane.Clock.Now));

    public static Task<PointReceipt> Credit(this Lane lane, PointCredit credit) =>
        lane.InLedger((tx, ledger, now) => ledger.Credit(tx, credit, now));

    /// <summary>Credits over as many days as the daily cap asks for.</summary>
    public static async Task<Person> WithPoints(this Lane lane, Community community, int amount, Person? person = null)
    {
        var owner = person ?? await lane.NewPerson();
        for (var left = amount; left > 0; left -= 100)
        {
            await lane.Credit(NewCase(owner, community, Math.Min(left, 100)));
            if (left > 100)
                lane.Clock.Advance(TimeSpan.FromDays(1));
        }
        return owner;
    }

    /// <summary>Available, provisional, reserved.</summary>
    public static async Task<(long Available, long Provisional, long Reserved)> PartsOf(this Lane lane, Person person)
    {
        var account = await lane.Part<Db>().Read(session => lane.Part<PointLedger>().AccountOf(session, person.Id));
        return (account.Available, account.Provisional, account.Reserved);
    }

    public static Task<int> Run<TJob>(this Lane lane)
        where TJob : IJob => lane.Services.GetServices<IJob>().OfType<TJob>().Single().Run(lane.Clock.Now, CancellationToken.None);

    /// <summary>Three runners at once; what they changed together.</summary>
    public static async Task<int> RunByThree<TJob>(this Lane lane)
        where TJob : IJob => (await Task.WhenAll(lane.Run<TJob>(), lane.Run<TJob>(), lane.Run<TJob>())).Sum();

    /// <summary>All entries up to an id as one number; another when any row of them is changed or gone.</summary>
    public static Task<string?> ChecksumUpTo(this Lane lane, long id) => lane.Sql.Value<string>("""
        SELECT CONCAT(COUNT(*), ':', SUM(CRC32(CONCAT_WS('|', id, account_kind, account_id, amount, reason, source_kind, source_id, at, COALESCE(by_id, 0)))))
        FROM point_entries WHERE id <= @id
        """, new { id });
}
