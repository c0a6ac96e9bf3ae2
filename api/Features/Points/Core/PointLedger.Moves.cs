using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Points.Core;

/// <summary>Moves between a person's accounts, and out of them.</summary>
public sealed partial class PointLedger
{
    /// <summary>
    /// Lets be spent what a case has credited provisionally; gives how much that was. Done before, taken back meanwhile or nothing
    /// credited: nothing done. When it is time for it the case decides.
    /// </summary>
    public async Task<int> Release(Tx tx, PointSource source, long sourceId, long? byId, DateTimeOffset now)
    {
        if (await LockPaid(tx, source, sourceId) is not { } paid)
            return 0;
        var amount = paid.In(PointAccountKind.UserProvisional);
        if (amount <= 0 || !await Shift(tx, paid.UserId, amount, PointAccountKind.UserProvisional, PointAccountKind.User))
            return 0;
        await AddPair(tx, new Transfer(
            PointAccountKind.UserProvisional, paid.UserId, PointAccountKind.User, paid.UserId, amount, PointReason.Released, source, sourceId,
            byId), now);
        return amount;
    }

    /// <summary>
    /// Sets points aside for an order; refused when too few may be spent. Those of a year that is over may not, whether or not the job has
    /// been there.
    /// </summary>
    public async Task Reserve(Tx tx, long userId, int amount, long redemptionId, DateTimeOffset now)
    {
        var over = options.Value.ExpiredOn(ChinaTime.LocalDay(now));
        if (!await SetAside(tx, userId, amount, over))
        {
            await Expire(tx, userId, over, now);
            if (!await SetAside(tx, userId, amount, over))
                throw new Refusal(PointErrors.Insufficient);
        }
        await AddPair(tx, new Transfer(
            PointAccountKind.User, userId, PointAccountKind.UserReserved, userId, amount, PointReason.Reserved, PointSource.Redemption,
            redemptionId), now);
    }

    /// <summary>
    /// Gives back what was set aside for an order that came to nothing. What is owed of it, or has expired meanwhile, goes on from there:
    /// an order is no shelter from either.
    /// </summary>
    public async Task EndReservation(Tx tx, long userId, int amount, long redemptionId, long? byId, DateTimeOffset now)
    {
        if (!await Shift(tx, userId, amount, PointAccountKind.UserReserved, PointAccountKind.User))
            return;
        await AddPair(tx, new Transfer(
            PointAccountKind.UserReserved, userId, PointAccountKind.User, userId, amount, PointReason.ReservationEnded,
            PointSource.Redemption, redemptionId, byId), now);
        await Collect(tx, userId, amount, now);
        await ExpireReturned(tx, userId, redemptionId, now);
    }

    /// <summary>Ends the points of an order that was handed over, at the area that gave the reward.</summary>
    public async Task Redeem(Tx tx, long userId, int amount, long redemptionId, long areaId, long byId, DateTimeOffset now)
    {
        if (await tx.Execute("""
            UPDATE point_balances SET reserved = reserved - @amount, balance = balance - @amount
            WHERE user_id = @userId AND reserved >= @amount
            """, new { userId, amount }) == 1)
        {
            await AddPair(tx, new Transfer(
                PointAccountKind.UserReserved, userId, PointAccountKind.Redeemed, areaId, amount, PointReason.Redeemed,
                PointSource.Redemption, redemptionId, byId), now);
            await Waive(tx, userId);
        }
    }

    /// <summary>People whose points of that year have not been looked at since it ended.</summary>
    public Task<IReadOnlyList<long>> ListToExpire(DbSession session, int year, int rows) => session.List<long>("""
        SELECT user_id FROM point_balances WHERE expired_year < @year ORDER BY expired_year, user_id LIMIT @rows
        """, new { year, rows });

    /// <summary>Ends what is left of a year's points, and of those before; how many they were. A second call finds it done.</summary>
    public async Task<long> Expire(Tx tx, long userId, int year, DateTimeOffset now)
    {
        var account = await Lock(tx, userId);
        var left = account.LeftOf(year);
        if (await tx.Execute("""
            UPDATE point_balances
            SET available = available - @left, balance = balance - @left, expired_year = @year, warned_year = GREATEST(warned_year, @year)
            WHERE user_id = @userId AND expired_year < @year
            """, new { userId, left, year }) == 0 || left == 0)
            return 0;
        await AddPair(tx, new Transfer(
            PointAccountKind.User, userId, PointAccountKind.Expired, account.CommunityId, (int)left, PointReason.Expired, PointSource.YearEnd,
            userId * 10_000 + year), now);
        return left;
    }

    /// <summary>What was set aside when its year ended, ends when it comes back.</summary>
    private static async Task ExpireReturned(Tx tx, long userId, long redemptionId, DateTimeOffset now)
    {
        var account = await Lock(tx, userId);
        var left = account.LeftOf(account.ExpiredYear);
        if (left == 0)
            return;
        await tx.Execute(
            "UPDATE point_balances SET available = available - @left, balance = balance - @left WHERE user_id = @userId", new { userId, left });
        await AddPair(tx, new Transfer(
            PointAccountKind.User, userId, PointAccountKind.Expired, account.CommunityId, (int)left, PointReason.Expired,
            PointSource.Redemption, redemptionId), now);
    }

    /// <summary>People who have not been told yet that points of that year are about to end.</summary>
    public Task<IReadOnlyList<long>> ListToWarn(DbSession session, int year, int rows) => session.List<long>("""
        SELECT user_id FROM point_balances WHERE warned_year < @year ORDER BY warned_year, user_id LIMIT @rows
        """, new { year, rows });

    /// <summary>Whether there is something to tell; asked once for a person and a year.</summary>
    public async Task<bool> TakeWarning(Tx tx, long userId, int year) =>
        (await Lock(tx, userId)).LeftOf(year) > 0 & await tx.Execute(
            "UPDATE point_balances SET warned_year = @year WHERE user_id = @userId AND warned_year < @year", new { userId, year }) == 1;

    /// <summary>What <see cref="Reserve"/> would find: what may be spent now, without points that have expired and still stand in the account.</summary>
    public async Task<long> SpendableOf(DbSession session, long userId, DateTimeOffset now)
    {
        var (account, over) = (await AccountOf(session, userId), options.Value.ExpiredOn(ChinaTime.LocalDay(now)));
        return account.Available - (account.ExpiredYear < over ? account.LeftOf(over) : 0);
    }

    private static async Task<bool> SetAside(Tx tx, long userId, int amount, int over) => await tx.Execute("""
        UPDATE point_balances SET available = available - @amount, reserved = reserved + @amount
        WHERE user_id = @userId AND available >= @amount AND expired_year >= @over
        """, new { userId, amount, over }) == 1;

    /// <summary>From one of a person's accounts to another; false when there is too little in the first.</summary>
    private static async Task<bool> Shift(Tx tx, long userId, int amount, PointAccountKind from, PointAccountKind to) => await tx.Execute($"""
        UPDATE point_balances SET {from.Column()} = {from.Column()} - @amount, {to.Column()} = {to.Column()} + @amount
        WHERE user_id = @userId AND {from.Column()} >= @amount
        """, new { userId, amount }) == 1;
}
