using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Rewards.Core;

/// <summary>
/// Rewards and their stock. The row of a sought-after reward is what everyone shares, so it is written last in a transaction and held for
/// the commit alone.
/// </summary>
public sealed class RewardStore
{
    private const string Columns = """
        id AS Id, area_id AS AreaId, district_id AS DistrictId, street_id AS StreetId, community_id AS CommunityId, name AS Name,
        description AS Description, points AS Points, stock AS Stock, reserved AS Reserved, per_person_limit AS PerPersonLimit,
        available_from AS AvailableFrom, available_until AS AvailableUntil, hand_over_at AS HandOverAt, station_id AS StationId,
        listed AS Listed, version AS Version
        """;

    public Task<long> Add(Tx tx, NewReward reward, DateTimeOffset now) => tx.Insert("""
        INSERT INTO rewards (area_id, district_id, street_id, community_id, name, description, points, stock, per_person_limit, available_from,
          available_until, hand_over_at, station_id, created_by, created_at)
        VALUES (@AreaId, @DistrictId, @StreetId, @CommunityId, @Name, @Description, @Points, @Stock, @PerPersonLimit, @AvailableFrom,
          @AvailableUntil, @HandOverAt, @StationId, @CreatedBy, @now)
        """, new
    {
        AreaId = reward.Area.Id, reward.Area.DistrictId, reward.Area.StreetId, reward.Area.CommunityId, reward.Name, reward.Description,
        reward.Points, reward.Stock, reward.PerPersonLimit, reward.AvailableFrom, reward.AvailableUntil, reward.HandOverAt, reward.StationId,
        reward.CreatedBy, now,
    });

    public Task<Reward?> Find(DbSession session, long id) =>
        session.Find<Reward>($"SELECT {Columns} FROM rewards WHERE id = @id", new { id });

    /// <summary>Rewards of these ids, in no order.</summary>
    public Task<IReadOnlyList<Reward>> List(DbSession session, IReadOnlyCollection<long> ids) => ids.Count == 0
        ? Task.FromResult<IReadOnlyList<Reward>>([])
        : session.List<Reward>($"SELECT {Columns} FROM rewards WHERE id IN @ids", new { ids });

    /// <summary>Rewards on offer that day in a subtree, and those of the areas above it, which are for its people too.</summary>
    public Task<IReadOnlyList<Reward>> ListOpen(
        DbSession session, Subtree? subtree, IReadOnlyList<long> above, DateOnly day, long after, int rows) => session.List<Reward>($"""
        SELECT {Columns} FROM rewards
        WHERE listed = 1 AND id > @after AND (available_from IS NULL OR available_from <= @day)
          AND (available_until IS NULL OR available_until >= @day)
          {(subtree is null ? "" : $"AND ({subtree.Column} = @AreaId {(above.Count == 0 ? "" : "OR area_id IN @above")})")}
        ORDER BY id LIMIT @rows
        """, new { subtree?.AreaId, above, day, after, rows });

    /// <summary>All of a subtree, newest first; for staff.</summary>
    public Task<IReadOnlyList<Reward>> ListFor(DbSession session, Subtree subtree, long before, int rows) => session.List<Reward>($"""
        SELECT {Columns} FROM rewards WHERE {subtree.Column} = @AreaId AND id < @before ORDER BY id DESC LIMIT @rows
        """, new { subtree.AreaId, before, rows });

    /// <summary>0 when somebody else changed it, or when the stock does not hold as much as is to be taken away.</summary>
    public Task<int> Change(Tx tx, long id, RewardChange change) => tx.Execute("""
        UPDATE rewards
        SET name = COALESCE(@Name, name), description = COALESCE(@Description, description), points = COALESCE(@Points, points),
            stock = stock + @StockDelta, per_person_limit = COALESCE(@PerPersonLimit, per_person_limit),
            available_from = COALESCE(@AvailableFrom, available_from), available_until = COALESCE(@AvailableUntil, available_until),
            hand_over_at = COALESCE(@HandOverAt, hand_over_at), listed = COALESCE(@Listed, listed), version = version + 1
        WHERE id = @id AND version = @Version AND stock + @StockDelta >= 0
        """, new
    {
        id, change.Version, change.Name, change.Description, change.Points, change.StockDelta, change.PerPersonLimit, change.AvailableFrom,
        change.AvailableUntil, change.HandOverAt, change.Listed,
    });

    /// <summary>Takes one at that price, if one is left on that day.</summary>
    public async Task<bool> Take(Tx tx, long id, int points, DateOnly day) => await tx.Execute("""
        UPDATE rewards SET stock = stock - 1, reserved = reserved + 1
        WHERE id = @id AND stock > 0 AND points = @points AND listed = 1 AND (available_from IS NULL OR available_from <= @day)
          AND (available_until IS NULL OR available_until >= @day)
        """, new { id, points, day }) == 1;

    /// <summary>What is there now, whatever the transaction has read before.</summary>
    public Task<Reward?> FindNow(Tx tx, long id) =>
        tx.Find<Reward>($"SELECT {Columns} FROM rewards WHERE id = @id FOR UPDATE", new { id });

    public Task PutBack(Tx tx, long id) => tx.Execute(
        "UPDATE rewards SET stock = stock + 1, reserved = reserved - 1 WHERE id = @id AND reserved > 0", new { id });

    public Task HandOut(Tx tx, long id) => tx.Execute("UPDATE rewards SET reserved = reserved - 1 WHERE id = @id AND reserved > 0", new { id });

    /// <summary>What the rewards on offer are worth in points: those in stock and those that wait to be fetched.</summary>
    public async Task<long> Funded(DbSession session, Subtree? subtree, DateOnly day) => (long)(await session.Find<decimal?>($"""
        SELECT SUM((stock + reserved) * points) FROM rewards
        WHERE listed = 1 AND (available_until IS NULL OR available_until >= @day) {(subtree is null ? "" : $"AND {subtree.Column} = @AreaId")}
        """, new { subtree?.AreaId, day }) ?? 0);
}
