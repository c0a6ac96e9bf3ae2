using LinYuan.Api.Shared.Data;

namespace LinYuan.Seeding.Places;

/// <summary>The district, its streets, communities and grids.</summary>
internal static class AreaStage
{
    private const int Seed = 11;
    private const string Numerals = "一二三四五六七八";

    public static Stage Make() => new("areas", IsThere, Fill);

    private static async Task<bool> IsThere(DbSession session) =>
        await session.Scalar<long>("SELECT COUNT(*) FROM areas WHERE code = @code", new { code = DemoAreas.DistrictCode }) > 0;

    private static async Task<string> Fill(Tx tx)
    {
        Dice dice = new(Seed);
        var (communities, grids) = (0, 0);
        var district = await Add(tx, "district", DemoAreas.DistrictCode, DemoAreas.DistrictName, new Ancestors(null, null, null, null));
        foreach (var (index, (name, communityNames)) in DemoAreas.Streets.Index())
        {
            var street = await Add(tx, "street", DemoAreas.StreetCode(index + 1), name, new Ancestors(district, district, null, null));
            foreach (var communityName in communityNames)
            {
                communities++;
                var community = await Add(
                    tx, "community", DemoAreas.CommunityCode(communities), communityName, new Ancestors(street, district, street, null));
                var count = dice.Between(4, 8);
                for (var grid = 1; grid <= count; grid++, grids++)
                {
                    await Add(tx, "grid", DemoAreas.GridCode(communities, grid), $"{communityName}第{Numerals[grid - 1]}网格",
                        new Ancestors(community, district, street, community));
                }
            }
        }
        return $"1 district, {DemoAreas.Streets.Count} streets, {communities} communities, {grids} grids";
    }

    /// <summary>A row carries its ancestors and itself, and its own id is known only once it is there.</summary>
    private static async Task<long> Add(Tx tx, string level, string code, string name, Ancestors above)
    {
        var id = await tx.Insert("""
            INSERT INTO areas (parent_id, level, code, name, district_id, street_id, community_id)
            VALUES (@Parent, @level, @code, @name, @District, @Street, @Community)
            """, new { above.Parent, level, code, name, above.District, above.Street, above.Community });
        if (level != "grid")
            await tx.Execute($"UPDATE areas SET {level}_id = id WHERE id = @id", new { id });
        return id;
    }

    private sealed record Ancestors(long? Parent, long? District, long? Street, long? Community);
}
