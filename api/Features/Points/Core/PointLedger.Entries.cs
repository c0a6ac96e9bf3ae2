using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Points.Core;

/// <summary>The rows themselves, and what is read from them.</summary>
public sealed partial class PointLedger
{
    /// <summary>All that the person has: available, provisional and reserved; 0 for someone who never had any.</summary>
    public Task<long> BalanceOf(DbSession session, long userId) =>
        session.Scalar<long>("SELECT balance FROM point_balances WHERE user_id = @userId", new { userId });

    public async Task<PointAccount> AccountOf(DbSession session, long userId) =>
        await session.Find<PointAccount>(Account, new { userId }) ?? PointAccount.Empty;

    /// <summary>
    /// A person's accounts, with entries newest first. Both come from one statement, and so from one moment: read one after the other, a
    /// credit in between would stand in one of them only.
    /// </summary>
    public async Task<PointStatement> StatementOf(DbSession session, long userId, long before, int rows)
    {
        // Each account by itself along its index, then the newest of the three.
        var lines = await session.List<StatementLine>($"""
            SELECT b.available AS Available, b.provisional AS Provisional, b.reserved AS Reserved, b.owed AS Owed, e.id AS Id, e.at AS At, e.amount AS Amount,
                   e.reason AS Reason, e.source_kind AS Source, e.source_id AS SourceId, e.account_kind AS Account
            FROM point_balances b LEFT JOIN (
              ({NewestOf("user")}) UNION ALL ({NewestOf("userProvisional")}) UNION ALL ({NewestOf("userReserved")})
              ORDER BY id DESC LIMIT @rows) e ON TRUE
            WHERE b.user_id = @userId ORDER BY e.id DESC
            """, new { userId, before, rows });
        // A page behind the last entry is one line that has a balance and nothing else.
        return lines.Count == 0
            ? new PointStatement(0, 0, 0, 0, [])
            : new PointStatement(
                lines[0].Available, lines[0].Provisional, lines[0].Reserved, lines[0].Owed,
                [.. lines.Where(line => line.Id is not null).Select(line => line.Entry)]);
    }

    private const string Account = """
        SELECT available AS Available, provisional AS Provisional, reserved AS Reserved, owed AS Owed, earned_in AS EarnedIn,
               earned_year AS EarnedYear, earned_before AS EarnedBefore, expired_year AS ExpiredYear, community_id AS CommunityId
        FROM point_balances WHERE user_id = @userId
        """;

    private static string NewestOf(string account) => $"""
        SELECT id, at, amount, reason, source_kind, source_id, account_kind FROM point_entries
        WHERE account_kind = '{account}' AND account_id = @userId AND id < @before ORDER BY id DESC LIMIT @rows
        """;

    private static async Task<PointAccount> Lock(Tx tx, long userId) =>
        await tx.Find<PointAccount>(Account + " FOR UPDATE", new { userId }) ?? PointAccount.Empty;

    /// <summary>What a case has moved so far, under the lock of the balance of whom it paid; null when it has paid nobody.</summary>
    private static async Task<Paid?> LockPaid(Tx tx, PointSource source, long sourceId)
    {
        var origin = new { source = source.Word(), sourceId };
        if (await tx.Find<long?>("""
            SELECT account_id FROM point_entries
            WHERE source_kind = @source AND source_id = @sourceId AND account_kind IN ('user', 'userProvisional') LIMIT 1
            """, origin) is not { } userId)
            return null;
        var account = await Lock(tx, userId);
        // Read again under the lock of the balance: a release or reversal that was under way is in it now.
        return new Paid(userId, account, await tx.List<PaidLine>("""
            SELECT account_kind AS Kind, account_id AS AccountId, SUM(amount) AS Amount, MIN(at) AS FirstAt FROM point_entries
            WHERE source_kind = @source AND source_id = @sourceId GROUP BY account_kind, account_id FOR UPDATE
            """, origin));
    }

    /// <summary>
    /// False when the case was paid already. One statement, so that there is never one half of a transfer; who pays is looked up in it, so
    /// that a check-in costs no statement more.
    /// </summary>
    private static Task<bool> AddCredit(Tx tx, PointCredit credit, PointAccountKind account, long granted, DateTimeOffset now) => IsNew(tx.Execute("""
        INSERT INTO point_entries (account_kind, account_id, amount, reason, source_kind, source_id, at)
        VALUES (@account, @UserId, @granted, @Reason, @Source, @SourceId, @now),
               (COALESCE((SELECT 'district' FROM point_budgets WHERE community_id = @CommunityId), 'community'),
                COALESCE((SELECT district_id FROM point_budgets WHERE community_id = @CommunityId), @CommunityId),
                -@granted, @Reason, @Source, @SourceId, @now)
        """, new
    {
        account = account.Word(), credit.UserId, credit.CommunityId, granted, Reason = credit.Reason.Word(), Source = credit.Source.Word(),
        credit.SourceId, now,
    }));

    /// <summary>False when the source has made this move before; a debt is paid in steps, each of them once.</summary>
    private static Task<bool> AddPair(Tx tx, Transfer transfer, DateTimeOffset now) => IsNew(tx.Execute("""
        INSERT INTO point_entries (account_kind, account_id, amount, reason, source_kind, source_id, by_id, step, at)
        VALUES (@To, @ToId, @Amount, @Reason, @Source, @SourceId, @ById, @Step, @now),
               (@From, @FromId, -@Amount, @Reason, @Source, @SourceId, @ById, @Step, @now)
        """, new
    {
        To = transfer.To.Word(), transfer.ToId, From = transfer.From.Word(), transfer.FromId, transfer.Amount, Reason = transfer.Reason.Word(),
        Source = transfer.Source.Word(), transfer.SourceId, transfer.ById, transfer.Step, now,
    }));

    private static async Task<bool> IsNew(Task insert)
    {
        try
        {
            await insert;
            return true;
        }
        catch (MySqlException error) when (error.IsDuplicate())
        {
            return false;
        }
    }

    private sealed record Transfer(
        PointAccountKind From, long FromId, PointAccountKind To, long ToId, int Amount, PointReason Reason, PointSource Source, long SourceId,
        long? ById = null, int Step = 0);

    private sealed record PaidLine(PointAccountKind Kind, long AccountId, decimal Amount, DateTimeOffset FirstAt);

    private sealed record Paid(long UserId, PointAccount Account, IReadOnlyList<PaidLine> Lines)
    {
        /// <summary>In China, when the case was credited: a case is credited before anything else moves for it.</summary>
        public int Year => ChinaTime.LocalDay(Lines.Min(line => line.FirstAt)).Year;

        public int In(PointAccountKind account) =>
            (int)(Lines.FirstOrDefault(line => line.Kind == account && line.AccountId == UserId)?.Amount ?? 0);
    }

    private sealed record StatementLine(
        long Available, long Provisional, long Reserved, long Owed, long? Id, DateTimeOffset? At, int? Amount, PointReason? Reason, PointSource? Source,
        long? SourceId, PointAccountKind? Account)
    {
        public PointEntry Entry => new(Id!.Value, At!.Value, Amount!.Value, Reason!.Value, Source!.Value, SourceId!.Value, Account!.Value);
    }
}

/// <summary>What a person has, and where a part of it came from.</summary>
/// <param name="Owed">Of what is reserved, what is taken back if the order comes to nothing.</param>
public sealed record PointStatement(long Available, long Provisional, long Reserved, long Owed, IReadOnlyList<PointEntry> Entries)
{
    public long Balance => Available + Provisional + Reserved;
}

/// <summary>One line of one of a person's accounts; the amount is negative where points left it.</summary>
public sealed record PointEntry(
    long Id, DateTimeOffset At, int Amount, PointReason Reason, PointSource Source, long SourceId, PointAccountKind Account);

internal static class PointColumns
{
    /// <summary>The column of the balance row for a person's account; a constant of this file, so it may be written into SQL text.</summary>
    public static string Column(this PointAccountKind account) => account switch
    {
        PointAccountKind.User => "available",
        PointAccountKind.UserProvisional => "provisional",
        PointAccountKind.UserReserved => "reserved",
        _ => throw new ArgumentOutOfRangeException(nameof(account), account, "Only a person's accounts have a column."),
    };
}
