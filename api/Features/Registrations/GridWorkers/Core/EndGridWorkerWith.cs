using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Registrations.GridWorkers.Core;

/// <summary>Ends an application or appointment together with what it stands on, in the same transaction.</summary>
public sealed class EndGridWorkerWith(GridWorkerStore store, GridWorkerMoves moves)
{
    /// <summary>For a registration that staff have just ended, after the member's row was locked.</summary>
    public Task Registration(Tx tx, Registration registration, long staffId, DateTimeOffset now) =>
        End(tx, registration.UserId, registration.Id, GridWorkerAction.End, staffId, "报到已结束", now);

    /// <summary>Whoever deletes the account steps back.</summary>
    public Task Account(Tx tx, long userId, DateTimeOffset now) =>
        End(tx, userId, registrationId: null, GridWorkerAction.Withdraw, userId, reason: null, now);

    private async Task End(
        Tx tx, long userId, long? registrationId, GridWorkerAction action, long actorId, string? reason, DateTimeOffset now)
    {
        if (await store.LockLive(tx, userId, registrationId) is not { } worker)
            return;
        await store.End(tx, worker.Id, worker.Status, reason, now);
        await moves.Record(tx, worker, new GridWorkerMove(action, worker.Status, GridWorkerStatus.Ended, actorId), now);
    }
}
