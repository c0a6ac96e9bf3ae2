using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Tests.Clues;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Shared.Cases;

/// <summary>What holds for every kind of case that stands on the kit.</summary>
public sealed class CaseKindTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    /// <summary>The tests that take each row out of the table of a kind.</summary>
    private static readonly Dictionary<string, Type> RowTests = new(StringComparer.Ordinal) { ["clue"] = typeof(ClueRowTests) };

    private readonly Lane lane = fixture.Lane;

    private List<ICaseKind> Kinds => [.. lane.Services.GetServices<ICaseKind>()];

    [Fact]
    public void Each_row_of_each_kind_is_taken_out_by_a_test() =>
        Kinds.Select(kind => kind.Name).ShouldBe(RowTests.Keys, ignoreOrder: true);

    [Fact]
    public void Each_kind_has_a_clock_with_a_lease_of_its_own()
    {
        var jobs = lane.Services.GetServices<IJob>().OfType<MoveDueCases>().Select(job => job.Name).ToList();

        jobs.ShouldBe(Kinds.Select(kind => "MoveDueCases." + kind.Name), ignoreOrder: true);
        jobs.ShouldAllBe(name => name.Length <= 60);
        Kinds.ShouldAllBe(kind => kind.Name.Length <= 12);
    }

    [Fact]
    public async Task Each_column_that_a_kind_keeps_encrypted_is_declared_and_stands_in_its_table()
    {
        foreach (var kind in Kinds)
        {
            var declared = kind.PersonalFields.Select(field => $"{field.Table}.{field.Column}").Order(StringComparer.Ordinal).ToList();
            var tables = kind.PersonalFields.Select(field => field.Table).Distinct().ToList();

            var columns = await lane.Sql.List<string>("""
                SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns
                WHERE table_schema = DATABASE() AND table_name IN @tables AND column_name LIKE '%\_enc'
                """, new { tables });

            columns.Order(StringComparer.Ordinal).ShouldBe(declared);
        }
    }
}
