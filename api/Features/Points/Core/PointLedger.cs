using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Points.Core;

/// <summary>What a credit has brought.</summary>
/// <param name="Amount">Less than was asked for when the day's cap was reached, and 0 when the case was paid before.</param>
/// <param name="Balance">After it.</param>
/// <param name="WhyLess">Fit to show beside the case, which goes on all the same.</param>
public sealed record PointReceipt(int Amount, long Balance, ErrorCode? WhyLess);

/// <summary>
/// The points ledger, in double entry: each move is a row for the account that gains and one for the account that gives, so the sum of
/// all rows is zero at every moment, and no row is ever changed.
/// </summary>
/// <remarks>
/// Locks are taken in one order: the case, the person's balance, the entries; a reward's stock comes after all of them. The balance goes
/// before the entries because the day's cap decides how much there is to enter.
/// </remarks>
public sealed partial class PointLedger(IOptions<PointOptions> options)
{
    /// <summary>Credits a person inside the transaction of the case that earned it. The same case again changes nothing.</summary>
    public Task<PointReceipt> Credit(Tx tx, PointCredit credit, DateTimeOffset now) => Credit(tx, credit, PointAccountKind.User, now);

    /// <summary>The same, but the points may be spent only after <see cref="Release"/>; until then the case may take them back whole.</summary>
    public Task<PointReceipt> CreditProvisional(Tx tx, PointCredit credit, DateTimeOffset now) =>
        Credit(tx, credit, PointAccountKind.UserProvisional, now);

    /// <summary>What a case has paid a person so far, reversals counted.</summary>
    public async Task<int> PaidFor(DbSession session, long userId, PointSource source, long sourceId) => (int)(await session.Find<decimal?>("""
        SELECT SUM(amount) FROM point_entries
        WHERE source_kind = @source AND source_id = @sourceId AND account_kind IN ('user', 'userProvisional') AND account_id = @userId
        """, new { userId, source = source.Word(), sourceId }) ?? 0);

    /// <summary>
    /// Takes back what a case has paid, by a new pair of entries; gives what was taken now. Points that were spent meanwhile stay with the
    /// person, for an account never falls below zero; those that are set aside for an order are owed. Done before or nothing paid: nothing
    /// done.
    /// </summary>
    public async Task<int> Reverse(Tx tx, PointSource source, long sourceId, PointReason reason, long? byId, DateTimeOffset now)
    {
        if (await LockPaid(tx, source, sourceId) is not { } paid)
            return 0;
        // A case is credited in one of the two accounts, and a release moves all of it: there is never a part in each.
        var isProvisional = paid.In(PointAccountKind.UserProvisional) > 0;
        var from = isProvisional ? PointAccountKind.UserProvisional : PointAccountKind.User;
        var amount = (int)Math.Min(paid.In(from), isProvisional ? paid.Account.Provisional : paid.Account.Available);
        var payer = paid.Lines.FirstOrDefault(line => line.Kind is PointAccountKind.Community or PointAccountKind.District && line.Amount < 0);
        if (payer is null)
            return 0;
        var pair = new Transfer(from, paid.UserId, payer.Kind, payer.AccountId, Math.Max(0, amount), reason, source, sourceId, byId);
        if (pair.Amount > 0 && !await AddPair(tx, pair, now))
            return 0;
        var owed = isProvisional ? 0 : OwedOf(paid, pair.Amount);
        var isNew = owed <= 0 || await Owe(tx, pair with { Amount = owed }, paid.Year, now);
        if (isNew && pair.Amount > 0)
            await TakeEarned(tx, paid.UserId, from, pair.Amount, paid.Year);
        return pair.Amount;
    }

    /// <summary>Off the account and off what was earned in the year of the case, so that the rest of that year and no other expires.</summary>
    private static Task<int> TakeEarned(Tx tx, long userId, PointAccountKind from, int amount, int year) => tx.Execute($"""
        UPDATE point_balances
        SET {from.Column()} = {from.Column()} - @amount, balance = balance - @amount,
            earned_before = GREATEST(earned_before - IF(earned_in = @year + 1, @amount, 0), 0),
            earned_year = GREATEST(earned_year - IF(earned_in = @year, @amount, 0), 0)
        WHERE user_id = @userId
        """, new { userId, amount, year });

    private async Task<PointReceipt> Credit(Tx tx, PointCredit credit, PointAccountKind account, DateTimeOffset now)
    {
        if (credit.Amount <= 0)
            throw new ArgumentException("A credit is above zero.", nameof(credit));
        var after = await AddToBalance(tx, credit, account, now);
        if (after.Granted == 0)
            return new PointReceipt(0, after.Balance, PointErrors.DailyCap);
        if (await AddCredit(tx, credit, account, after.Granted, now))
            return new PointReceipt((int)after.Granted, after.Balance, after.Granted < credit.Amount ? PointErrors.DailyCap : null);
        await TakeFromBalance(tx, credit.UserId, account, after.Granted);
        return new PointReceipt(0, after.Balance - after.Granted, null);
    }

    /// <summary>
    /// Adds what the day's cap leaves of the credit; says how much that is. The columns are set from left to right, so those after
    /// <c>granted</c> read the new value.
    /// </summary>
    private async Task<Grant> AddToBalance(Tx tx, PointCredit credit, PointAccountKind account, DateTimeOffset now)
    {
        var (day, cap) = (ChinaTime.LocalDay(now), options.Value.DailyCap);
        return (await tx.Find<Grant>($"""
            INSERT INTO point_balances (
              user_id, balance, {account.Column()}, granted, earned_day, earned_on_day, earned_in, earned_year, expired_year, warned_year,
              community_id)
            VALUES (@UserId, @first, @first, @first, @day, @first, @Year, @first, @Year - 1, @Year - 1, @CommunityId)
            ON DUPLICATE KEY UPDATE
              granted = LEAST(@Amount, GREATEST(@cap - IF(earned_day = @day, earned_on_day, 0), 0)),
              earned_on_day = IF(earned_day = @day, earned_on_day, 0) + granted,
              earned_day = @day,
              earned_before = IF(earned_in = @Year, earned_before, IF(earned_in = @Year - 1, earned_year, 0)),
              earned_year = IF(earned_in = @Year, earned_year, 0) + granted,
              earned_in = @Year,
              {account.Column()} = {account.Column()} + granted,
              balance = balance + granted,
              community_id = @CommunityId;
            SELECT balance AS Balance, granted AS Granted FROM point_balances WHERE user_id = @UserId
            """, new { credit.UserId, credit.CommunityId, credit.Amount, first = Math.Min(credit.Amount, cap), cap, day, day.Year }))!;
    }

    /// <summary>What was added for a case that turned out to be paid already.</summary>
    private static Task<int> TakeFromBalance(Tx tx, long userId, PointAccountKind account, long granted) => tx.Execute($"""
        UPDATE point_balances
        SET {account.Column()} = {account.Column()} - @granted, balance = balance - @granted, earned_on_day = earned_on_day - @granted,
            earned_year = earned_year - @granted
        WHERE user_id = @userId
        """, new { userId, granted });

    private sealed record Grant(long Balance, long Granted);
}
