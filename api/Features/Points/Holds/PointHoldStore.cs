using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Points;

/// <summary>A provisional credit that nobody has decided on yet.</summary>
public sealed record PointHold(long Id, long UserId, int Amount, PointSource Source, long SourceId);

/// <summary>Which credits are provisional, until when, and whether somebody has challenged them. The points themselves are entries.</summary>
public sealed class PointHoldStore
{
    public Task Add(Tx tx, PointCredit credit, DateTimeOffset availableAt) => tx.Execute("""
        INSERT INTO point_holds (user_id, amount, source_kind, source_id, state, available_at)
        VALUES (@UserId, @Amount, @Source, @SourceId, 'held', @availableAt)
        """, new { credit.UserId, credit.Amount, Source = credit.Source.Word(), credit.SourceId, availableAt });

    public async Task<bool> Challenge(Tx tx, PointSource source, long sourceId) => await tx.Execute("""
        UPDATE point_holds SET state = 'challenged' WHERE source_kind = @source AND source_id = @sourceId AND state = 'held'
        """, new { source = source.Word(), sourceId }) == 1;

    public Task<IReadOnlyList<PointHold>> ListDue(DbSession session, DateTimeOffset now, int rows) => session.List<PointHold>("""
        SELECT id AS Id, user_id AS UserId, amount AS Amount, source_kind AS Source, source_id AS SourceId
        FROM point_holds WHERE state = 'held' AND available_at <= @now ORDER BY available_at, id LIMIT @rows
        """, new { now, rows });

    /// <summary>Ends the hold of a case in that state; null when there is none, or none any more.</summary>
    public async Task<PointHold?> End(Tx tx, PointSource source, long sourceId, string state)
    {
        var hold = await tx.Find<PointHold>("""
            SELECT id AS Id, user_id AS UserId, amount AS Amount, source_kind AS Source, source_id AS SourceId
            FROM point_holds WHERE source_kind = @source AND source_id = @sourceId
            """, new { source = source.Word(), sourceId });
        return hold is not null && await tx.Execute(
            "UPDATE point_holds SET state = @state WHERE id = @Id AND state IN ('held', 'challenged')", new { hold.Id, state }) == 1 ? hold : null;
    }

    public async Task<bool> EndDue(Tx tx, long id, DateTimeOffset now) => await tx.Execute(
        "UPDATE point_holds SET state = 'released' WHERE id = @id AND state = 'held' AND available_at <= @now", new { id, now }) == 1;
}
