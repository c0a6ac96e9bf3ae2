using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Points.Checks;

/// <summary>An entry as far as sums need it.</summary>
public sealed record SummedEntry(long Id, PointAccountKind Kind, long AccountId, int Amount, DateTimeOffset At);

/// <summary>How far the sums reach: the last entry in them, and the moment they stand for; null before the first.</summary>
public sealed record SumsReach(long LastEntry, DateTimeOffset? AsOf);

/// <summary>
/// What each area has paid and taken in, summed up a little behind the entries. A sum that a check-in changed itself would make all
/// check-ins of a community wait for each other.
/// </summary>
public sealed class PointSumStore
{
    public async Task<SumsReach> Reach(DbSession session) =>
        await session.Find<SumsReach>("SELECT last_entry AS LastEntry, as_of AS AsOf FROM point_sums_reach WHERE id = 1") ?? new SumsReach(0, null);

    public Task<IReadOnlyList<SummedEntry>> ListAfter(DbSession session, long lastEntry, int rows) => session.List<SummedEntry>("""
        SELECT id AS Id, account_kind AS Kind, account_id AS AccountId, amount AS Amount, at AS At
        FROM point_entries WHERE id > @lastEntry ORDER BY id LIMIT @rows
        """, new { lastEntry, rows });

    /// <summary>False when another runner was faster: nothing may be added then.</summary>
    public async Task<bool> Advance(Tx tx, long from, long to, DateTimeOffset asOf) => await tx.Execute("""
        UPDATE point_sums_reach SET last_entry = @to, as_of = @asOf
        WHERE id = 1 AND last_entry = @from AND (as_of IS NULL OR as_of < @asOf OR last_entry < @to)
        """, new { from, to, asOf }) == 1;

    public Task Add(Tx tx, PointAccountKind kind, long accountId, Area? place, long amount) => tx.Execute("""
        INSERT INTO point_sums (account_kind, account_id, district_id, street_id, community_id, total)
        VALUES (@kind, @accountId, @DistrictId, @StreetId, @CommunityId, @amount)
        ON DUPLICATE KEY UPDATE total = total + @amount
        """, new { kind = kind.Word(), accountId, place?.DistrictId, place?.StreetId, place?.CommunityId, amount });

    /// <summary>Points that the areas of a subtree have paid and that have not ended there: what they owe to people.</summary>
    public async Task<long> InCirculation(DbSession session, Subtree? subtree) => -(long)(await session.Find<decimal?>($"""
        SELECT SUM(total) FROM point_sums WHERE {(subtree is null ? "1 = 1" : $"{subtree.Column} = @AreaId")}
        """, new { subtree?.AreaId }) ?? 0);
}
