using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <summary>A grid, or a community as a whole; exactly one of the two.</summary>
public sealed record ApplyAsGridWorkerRequest(EntityId? GridId = null, EntityId? CommunityId = null);

/// <summary>A courier or volunteer whose registration is active applies as a part-time grid worker (兼职网格员).</summary>
public sealed class ApplyAsGridWorker(
    GridWorkerStore store, GridWorkerMoves moves, RegistrationStore registrations, AreaStore areas, GridWorkerViews views, TimeProvider time)
    : Operation<ApplyAsGridWorkerRequest, GridWorkerView>
{
    public override void Configure()
    {
        Post("/me/grid-worker-applications");
        Group<People>();
        Creates(RegistrationErrors.Required, GridWorkerErrors.AlreadyLive);
    }

    protected override async Task<IResult> Handle(ApplyAsGridWorkerRequest request, CancellationToken ct)
    {
        var (place, gridId) = await PlaceOf(request);
        var names = await GridWorkerNames.Of(areas, place.CommunityId, gridId);
        return await Call.Create(
            async tx =>
            {
                var now = time.Now();
                var registration = await registrations.FindActive(tx, Caller.UserId, RegistrationKind.Courier, RegistrationKind.Volunteer)
                    ?? throw new Refusal(RegistrationErrors.Required);
                var id = await store.Add(tx, Caller.UserId, registration.Id, place, gridId, now)
                    ?? throw new Refusal(GridWorkerErrors.AlreadyLive);
                var worker = (await store.Find(tx, id))!;
                await moves.Record(tx, worker, new GridWorkerMove(GridWorkerAction.Apply, null, GridWorkerStatus.Applied, Caller.UserId), now);
                return views.Of(worker, names, GridWorkerActor.Applicant);
            },
            _ => "/api/v1/me/grid-worker-applications");
    }

    private async Task<(Placement Place, long? GridId)> PlaceOf(ApplyAsGridWorkerRequest request)
    {
        if (request.GridId is null == request.CommunityId is null)
            throw Refusal.Invalid(request.GridId is null ? "communityId" : "gridId", "请选择网格或社区，二者选一项");
        if (request.CommunityId is { } communityId)
            return (await areas.PlaceIn(communityId, "communityId"), null);
        return await areas.Find(request.GridId!.Value.Value) is { Level: AreaLevel.Grid, StreetId: { } street, CommunityId: { } community } grid
            ? (new Placement(grid.DistrictId, street, community), grid.Id)
            : throw Refusal.Invalid("gridId", "没有这个网格");
    }
}
