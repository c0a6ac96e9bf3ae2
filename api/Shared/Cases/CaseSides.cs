using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Shared.Cases;

/// <summary>One move of a case in the words of its kind.</summary>
public sealed record TimelineEntry<TStatus, TAction, TActor>(
    DateTimeOffset At, TAction Action, TStatus? From, TStatus To, TActor Actor, long? ActorId, string? Words)
    where TStatus : struct, Enum;

/// <summary>What goes on beside the moves of a case: who follows or has muted it, and what happened so far.</summary>
public static class CaseSides
{
    extension<TCase, TStatus, TAction, TActor>(ICaseKind<TCase, TStatus, TAction, TActor> kind)
        where TCase : class, ICase<TStatus>
        where TStatus : struct, Enum
        where TAction : struct, Enum
        where TActor : struct, Enum
    {
        public Task Join(Tx tx, long id, CasePart part, Caller caller) =>
            kind.Kit.People.Add(tx, kind.Name, id, part, caller.UserId, kind.Kit.Time.Now());

        /// <summary>In a transaction of the caller's own; nothing happens to who had no part.</summary>
        public Task Quit(long id, CasePart part, Caller caller) =>
            kind.Kit.Db.InTransaction(caller, tx => kind.Kit.People.Remove(tx, kind.Name, id, part, caller.UserId));

        public Task<bool> Has(DbSession session, long id, CasePart part, Caller caller) =>
            kind.Kit.People.Has(session, kind.Name, id, part, caller.UserId);

        /// <summary>What happened to the case so far, oldest first, at most 500 moves.</summary>
        public async Task<IReadOnlyList<TimelineEntry<TStatus, TAction, TActor>>> Timeline(DbSession session, long id) =>
        [
            .. (await kind.Kit.Events.List(session, kind.Name, id)).Select(entry => new TimelineEntry<TStatus, TAction, TActor>(
                entry.At, Read<TAction>(entry.Action), JsonConventions.ParseWord<TStatus>(entry.FromStatus, "from"), Read<TStatus>(entry.ToStatus),
                Read<TActor>(entry.Actor), entry.ActorId, entry.Words)),
        ];
    }

    private static T Read<T>(string word)
        where T : struct, Enum => JsonConventions.ParseWord<T>(word, "word")!.Value;
}
