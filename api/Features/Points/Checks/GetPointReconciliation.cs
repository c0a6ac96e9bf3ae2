using FastEndpoints;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Points.Checks;

/// <param name="SubjectId">The person of a balance, or the case of a pair; null for the total.</param>
public sealed record PointFindingView(PointFindingKind Kind, EntityId? SubjectId, string? Source, string? Reason, long Expected, long Found);

/// <summary>The newest nightly check of the ledger.</summary>
/// <param name="Day">Null before the first night.</param>
/// <param name="FinishedAt">Null while it is under way.</param>
/// <param name="Total">Of all entries that were looked at; 0 when they add up.</param>
/// <param name="Findings">The first hundred.</param>
public sealed record PointReconciliationView(
    DateOnly? Day, DateTimeOffset? FinishedAt, long Entries, long People, long Total, long FindingCount,
    IReadOnlyList<PointFindingView> Findings);

/// <summary>
/// Staff of a district see the newest nightly check of the point ledger, with all that did not add up. Staff of streets and communities
/// do not: people's numbers of all communities may stand in it.
/// </summary>
public sealed class GetPointReconciliation(AreaStore areas, PointCheckStore checks, Db db) : ReadOperation<EmptyRequest, PointReconciliationView>
{
    private const int Most = 100;

    public override void Configure()
    {
        Get("/points/reconciliation");
        Group<Staff>();
        Reads(RequestErrors.AccessDenied);
    }

    protected override async Task<PointReconciliationView> Read(EmptyRequest request, CancellationToken ct)
    {
        await StaffScope.RequireDistrict(Caller, areas);
        return await db.Read(async session => await checks.FindNewest(session) is { } check
            ? new PointReconciliationView(
                check.Day, check.FinishedAt, check.Entries, check.People, check.Total, await checks.Count(session, check.Day),
                [.. (await checks.List(session, check.Day, Most)).Select(ViewOf)])
            : new PointReconciliationView(null, null, 0, 0, 0, 0, []));
    }

    private static PointFindingView ViewOf(PointFinding finding) => new(
        finding.Kind, finding.SubjectId == 0 ? null : new EntityId(finding.SubjectId), finding.SourceKind.Length == 0 ? null : finding.SourceKind,
        finding.Reason.Length == 0 ? null : finding.Reason, finding.Expected, finding.Found);
}
