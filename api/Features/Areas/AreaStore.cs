using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Areas;

/// <summary>The area tree. Areas change a few times a year, so single ones are served from the cache.</summary>
public sealed class AreaStore(Db db, ReadCache cache)
{
    private const string Columns = """
        id AS Id, parent_id AS ParentId, level AS Level, code AS Code, name AS Name, COALESCE(district_id, id) AS DistrictId,
        street_id AS StreetId, community_id AS CommunityId
        """;

    /// <summary>An area by id; null when there is none. Call it outside transactions: it may lend a connection of its own.</summary>
    public Task<Area?> Find(long id) => cache.GetOrLoad(CacheKeys.Area(id), () => db.Read(session => session.Find<Area>($"""
        SELECT {Columns} FROM areas WHERE id = @id
        """, new { id })));

    /// <summary>Where something in this community lies; refused when the id is no community.</summary>
    public async Task<Placement> PlaceIn(EntityId communityId, string field) =>
        await Find(communityId.Value) is { Level: AreaLevel.Community, StreetId: { } street } community
            ? new Placement(community.DistrictId, street, community.Id)
            : throw Refusal.Invalid(field, "没有这个社区");

    /// <summary>The subtree for a query's areaId; null without one. An area that is not there is refused.</summary>
    public async Task<Subtree?> SubtreeOf(string? areaId)
    {
        if (string.IsNullOrEmpty(areaId))
            return null;
        return EntityId.TryRead(areaId, out var id) && await Find(id.Value) is { } area
            ? Subtree.Of(area)
            : throw Refusal.Invalid("areaId", "没有这个区域");
    }

    public async Task<string> NameOf(long id) => (await Find(id))?.Name ?? "";

    /// <summary>
    /// The same inside a transaction, on its own connection where the name is not at hand: transactions that hold all connections while
    /// they wait for somebody to load it on another one would wait for each other.
    /// </summary>
    public async Task<string> NameOf(DbSession session, long id) => cache.TryPeek<Area?>(CacheKeys.Area(id), out var held)
        ? held?.Name ?? ""
        : (await session.Find<Area>($"SELECT {Columns} FROM areas WHERE id = @id", new { id }))?.Name ?? "";

    /// <summary>Holds the area until the transaction ends: the queue for what is entered seldom and must not be entered twice.</summary>
    public Task Lock(Tx tx, long id) => tx.Find<long?>("SELECT id FROM areas WHERE id = @id FOR UPDATE", new { id });

    /// <summary>Areas by id; the conditions are written only when asked for, so that each form has its index.</summary>
    public Task<IReadOnlyList<Area>> List(DbSession session, long? parentId, AreaLevel? level, long after, int rows) => session.List<Area>($"""
        SELECT {Columns} FROM areas
        WHERE id > @after
          {(parentId is null ? "" : "AND parent_id = @parentId")}
          {(level is null ? "" : "AND level = @level")}
        ORDER BY id LIMIT @rows
        """, new { parentId, level = level?.Word(), after, rows });

    /// <summary>Areas as they are now, in the order of their ids; also within a transaction.</summary>
    public Task<IReadOnlyList<Area>> ListByIds(DbSession session, IReadOnlyList<long> ids) => session.List<Area>(
        $"SELECT {Columns} FROM areas WHERE id IN @ids ORDER BY id LIMIT 100", new { ids });

    /// <summary>All districts: what concerns everything is put together from them.</summary>
    public Task<IReadOnlyList<long>> ListDistrictIds(DbSession session) =>
        session.List<long>("SELECT id FROM areas WHERE level = 'district' ORDER BY id LIMIT 1000");
}
