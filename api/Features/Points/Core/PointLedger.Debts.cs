using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Points.Core;

/// <summary>
/// What a reversal could not take because it was set aside for an order. It is remembered and taken when the order comes to nothing; when
/// the goods are handed over there is nothing left to take. All of it happens under the lock of the person's balance.
/// </summary>
public sealed partial class PointLedger
{
    /// <summary>What a person owes is never more than what is set aside.</summary>
    private static int OwedOf(Paid paid, int taken) =>
        (int)Math.Min(paid.In(PointAccountKind.User) - taken, paid.Account.Reserved - paid.Account.Owed);

    /// <summary>False when the case has left a debt before.</summary>
    private static async Task<bool> Owe(Tx tx, Transfer reversal, int year, DateTimeOffset now)
    {
        if (!await IsNew(tx.Execute("""
            INSERT INTO point_debts (user_id, source_kind, source_id, reason, payer_kind, payer_id, year, owed, by_id, at)
            VALUES (@FromId, @Source, @SourceId, @Reason, @To, @ToId, @year, @Amount, @ById, @now)
            """, new
        {
            reversal.FromId, Source = reversal.Source.Word(), reversal.SourceId, Reason = reversal.Reason.Word(), To = reversal.To.Word(),
            reversal.ToId, year, reversal.Amount, reversal.ById, now,
        })))
            return false;
        await tx.Execute("UPDATE point_balances SET owed = owed + @Amount WHERE user_id = @FromId", new { reversal.Amount, reversal.FromId });
        return true;
    }

    /// <summary>Takes what is owed from points that have just come back, the oldest debt first, and never more than came back.</summary>
    private static async Task Collect(Tx tx, long userId, int returned, DateTimeOffset now)
    {
        var left = Math.Min((await Lock(tx, userId)).Owed, returned);
        foreach (var debt in left == 0 ? [] : await LockDebts(tx, userId))
        {
            var part = (int)Math.Min(left, debt.Owed);
            if (part == 0)
                break;
            left -= part;
            var pair = new Transfer(
                PointAccountKind.User, userId, debt.PayerKind, debt.PayerId, part, debt.Reason, debt.Source, debt.SourceId, debt.ById, debt.Steps + 1);
            await AddPair(tx, pair, now);
            await tx.Execute(
                "UPDATE point_debts SET owed = owed - @part, collected = collected + @part, steps = steps + 1 WHERE id = @Id", new { debt.Id, part });
            await TakeEarned(tx, userId, PointAccountKind.User, part, debt.Year);
            await tx.Execute("UPDATE point_balances SET owed = owed - @part WHERE user_id = @userId", new { userId, part });
        }
    }

    /// <summary>What was spent stays with the person: a debt that nothing set aside stands for any longer is over.</summary>
    private static async Task Waive(Tx tx, long userId)
    {
        var account = await Lock(tx, userId);
        var left = Math.Max(0, account.Owed - account.Reserved);
        foreach (var debt in left == 0 ? [] : await LockDebts(tx, userId))
        {
            var part = (int)Math.Min(left, debt.Owed);
            left -= part;
            await tx.Execute("UPDATE point_debts SET owed = owed - @part, waived = waived + @part WHERE id = @Id", new { debt.Id, part });
            await tx.Execute("UPDATE point_balances SET owed = owed - @part WHERE user_id = @userId", new { userId, part });
        }
    }

    /// <summary>Locked, so that what another transaction has added meanwhile is among them.</summary>
    private static Task<IReadOnlyList<Debt>> LockDebts(Tx tx, long userId) => tx.List<Debt>("""
        SELECT id AS Id, source_kind AS Source, source_id AS SourceId, reason AS Reason, payer_kind AS PayerKind, payer_id AS PayerId,
               year AS Year, owed AS Owed, steps AS Steps, by_id AS ById
        FROM point_debts WHERE user_id = @userId AND owed > 0 ORDER BY id FOR UPDATE
        """, new { userId });

    private sealed record Debt(
        long Id, PointSource Source, long SourceId, PointReason Reason, PointAccountKind PayerKind, long PayerId, int Year, int Owed, int Steps,
        long? ById);
}
