namespace LinYuan.Api.Features.Areas;

/// <summary>区县, 街道, 社区, 网格: the four levels of the area tree.</summary>
public enum AreaLevel
{
    District,
    Street,
    Community,
    Grid,
}

/// <summary>An area with its ancestors and itself in the columns of their levels.</summary>
public sealed record Area(
    long Id, long? ParentId, AreaLevel Level, string Code, string Name, long DistrictId, long? StreetId, long? CommunityId)
{
    /// <summary>The area itself and those above it, the lowest first.</summary>
    public IReadOnlyList<long> Up() => [.. new[] { Id, CommunityId, StreetId, DistrictId }.OfType<long>().Distinct()];
}

/// <summary>Where a thing lies: always a community, with its street and district.</summary>
public sealed record Placement(long DistrictId, long StreetId, long CommunityId)
{
    /// <summary>The area of that level and those above it, the lowest first.</summary>
    public IReadOnlyList<long> Up(AreaLevel from) => from switch
    {
        AreaLevel.District => [DistrictId],
        AreaLevel.Street => [StreetId, DistrictId],
        _ => [CommunityId, StreetId, DistrictId],
    };
}

/// <summary>
/// The subtree of an area as one equality on the column of its level. The column names are constants of this file, so they may be
/// written into SQL text.
/// </summary>
public sealed record Subtree(string Column, long AreaId)
{
    private const string NoColumn = "0";

    /// <summary>The column in a table whose rows may lie in a grid; in others nothing lies in one, which <see cref="Column"/> says.</summary>
    public string ColumnWithGrids => Column == NoColumn ? "grid_id" : Column;

    public static Subtree Of(Area area) => new(ColumnOf(area.Level.ToString()), area.Id);

    /// <summary>The column for a role's or area's level; a grid has none, since cases lie in communities.</summary>
    public static string ColumnOf(string level) => level.ToLowerInvariant() switch
    {
        "district" => "district_id",
        "street" => "street_id",
        "community" => "community_id",
        _ => NoColumn,
    };
}
