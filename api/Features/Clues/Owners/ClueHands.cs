using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Clues;

/// <summary>
/// Who has a clue in hand, or helps with it, at this moment. Without a staff role that is a part-time grid worker, and only while the
/// appointment counts: between the end of a term and the job that takes the clue back it is theirs no more.
/// </summary>
public sealed class ClueHands(CluePeopleStore people, GridWorkerStore gridWorkers)
{
    /// <summary>The clue as this caller meets it: without the owner where the caller was that and may not act any more.</summary>
    public async Task<Clue> AsMetBy(DbSession session, Clue clue, Caller caller) =>
        clue.OwnerId != caller.UserId || await MayWork(session, clue, caller) ? clue : clue with { OwnerId = null };

    public async Task<bool> Helps(DbSession session, Clue clue, Caller caller) =>
        await people.Helps(session, clue.Id, caller.UserId) && await MayWork(session, clue, caller);

    public async Task<bool> Has(DbSession session, Clue clue, Caller caller) =>
        (clue.OwnerId == caller.UserId || await people.Helps(session, clue.Id, caller.UserId)) && await MayWork(session, clue, caller);

    private async Task<bool> MayWork(DbSession session, Clue clue, Caller caller) =>
        caller.IsStaff || await gridWorkers.IsAppointed(session, caller.UserId, clue.Area.CommunityId);
}
