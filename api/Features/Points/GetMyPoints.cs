using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Points;

public sealed record PointSourceView(PointSource Kind, EntityId Id);

public sealed record PointEntryView(DateTimeOffset At, int Amount, PointReason Reason, PointSourceView Source);

/// <param name="Balance">The sum of all entries.</param>
/// <param name="Available">What may be spent now.</param>
/// <param name="Entries">Newest first.</param>
public sealed record MyPointsView(long Balance, long Available, Page<PointEntryView> Entries);

/// <summary>The caller's points and where they came from.</summary>
public static class GetMyPoints
{
    public static async Task<MyPointsView> Handle(PageQuery page, Caller caller, Db db, PointLedger ledger)
    {
        var statement = await db.Read(session => ledger.StatementOf(session, caller.UserId, page.AfterOr(long.MaxValue), page.Rows));
        return new MyPointsView(statement.Balance, statement.Balance, page.Cut(statement.Entries, row => [row.Id], row => new PointEntryView(
            row.At, row.Amount, row.Reason, new PointSourceView(row.Source, new EntityId(row.SourceId)))));
    }
}
