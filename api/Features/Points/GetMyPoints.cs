using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Points;

public sealed record PointSourceView(PointSource Kind, EntityId Id);

/// <param name="Account">Which of the caller's accounts it changed: user (may be spent), userProvisional or userReserved.</param>
public sealed record PointEntryView(
    DateTimeOffset At, int Amount, PointReason Reason, PointSourceView Source, PointAccountKind Account);

/// <param name="Balance">The sum of all entries: available, provisional and reserved.</param>
/// <param name="Available">What may be spent now.</param>
/// <param name="Provisional">Credited, and to be spent once the case is settled: a provisional check-in, also while staff look at it.</param>
/// <param name="Reserved">Set aside for orders that wait to be fetched.</param>
/// <param name="Owed">Of what is reserved, what is taken back if the order is cancelled or runs out; nothing more once it is handed over.</param>
/// <param name="Message">Says what is owed, for the person; null when nothing is.</param>
/// <param name="Entries">
/// Newest first, in the order in which they changed the balance. A move between two of the caller's accounts is two lines.
/// </param>
public sealed record MyPointsView(
    long Balance, long Available, long Provisional, long Reserved, long Owed, string? Message, Page<PointEntryView> Entries);

/// <summary>A person sees their points and where they came from.</summary>
public sealed class GetMyPoints(Db db, PointLedger ledger) : ReadOperation<PageQuery, MyPointsView>
{
    public override void Configure()
    {
        Get("/me/points");
        Group<People>();
        Reads();
    }

    protected override async Task<MyPointsView> Read(PageQuery page, CancellationToken ct)
    {
        var statement = await db.Read(session => ledger.StatementOf(session, Caller.UserId, page.AfterOr(long.MaxValue), page.Rows));
        return new MyPointsView(
            statement.Balance, statement.Available, statement.Provisional, statement.Reserved, statement.Owed, MessageOf(statement.Owed),
            page.Cut(statement.Entries, row => [row.Id], row => new PointEntryView(
                row.At, row.Amount, row.Reason, new PointSourceView(row.Source, new EntityId(row.SourceId)), row.Account)));
    }

    private static string? MessageOf(long owed) =>
        owed == 0 ? null : $"为兑换留着的积分里，有 {owed} 分应当收回：这份兑换取消或过期时，这 {owed} 分会扣掉，不再退给您";
}
