using LinYuan.Benchmarks.Plans;

namespace LinYuan.Tests.Plans;

/// <summary>
/// The lists and jobs over wishes run along the indexes that were made for them. A plan that changes is no failure of the code, but
/// somebody must look at it: it costs the same at any number of wishes only if it says so.
/// </summary>
public sealed class QueryPlanTests(FilledLane filled) : IClassFixture<FilledLane>
{
    private const string HowToApprove =
        "These plans are not the approved ones. What was found stands beside each approved file as .received.txt: if it is as good at a "
        + "million wishes (./scripts/bench wishes), rename it over the approved file.";

    private static readonly ApprovedPlans Approved = new(Path.Combine(Repository.Root, ApprovedPlans.Folder));

    [Fact]
    public async Task Every_list_and_job_over_wishes_has_the_plan_that_was_approved()
    {
        var plans = await filled.Plans();

        plans.Where(plan => !Approved.Accepts(plan.Key, plan.Value)).Select(plan => $"{plan.Key}: {plan.Value}").ShouldBeEmpty(HowToApprove);
        Approved.Names().ShouldBe(plans.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_list_is_sorted_or_gathered_aside_and_none_reads_a_table_without_a_key()
    {
        string[] costly = ["sorts by", "temporary table", "without a key", ": index ", ": ALL "];

        (await filled.Plans()).Where(plan => Array.Exists(costly, word => plan.Value.Contains(word, StringComparison.Ordinal))).ShouldBeEmpty();
    }
}
