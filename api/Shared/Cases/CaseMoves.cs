using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Shared.Cases;

/// <summary>
/// The one way in which a case of any kind moves: lock, role, table, change, guarded save, event, news, and last what follows from it.
/// How a person comes to it is in <see cref="CaseDoors"/>.
/// </summary>
public static class CaseMoves
{
    extension<TCase, TStatus, TAction, TActor>(ICaseKind<TCase, TStatus, TAction, TActor> kind)
        where TCase : class, ICase<TStatus>
        where TStatus : struct, Enum
        where TAction : struct, Enum
        where TActor : struct, Enum
    {
        /// <summary>A person moves a case that they have been let in to by <see cref="CaseDoors"/>.</summary>
        public async Task<Seen<TCase, TActor>> Move(Tx tx, Seen<TCase, TActor> seen, Caller caller, WantedMove<TCase, TAction> wanted)
        {
            var now = kind.Kit.Time.Now();
            var before = (await kind.Lock(tx, wanted.Id))!;
            // What the caller is to a case that has not changed was judged at the door.
            var roles = before.Version == seen.Case.Version ? seen.Roles : await kind.RolesOf(tx, before, caller);
            var able = kind.RequireRole(before, roles, caller, wanted.Action).Where(role => kind.Table.Allows(before.Status, wanted.Action, role)).ToList();
            if (able.Count == 0)
                throw await kind.WhyNot(tx, before.Id, wanted.Action, caller);
            var step = new Step<TAction, TActor>(wanted.Action, able[0], caller.UserId, now, wanted.Words);
            var changed = wanted.ChangeIn is { } changeIn ? await changeIn(tx, before, now)
                : wanted.Change is { } change ? change(before, now)
                : kind.Change(before, step);
            var after = await kind.Make(tx, before, changed, step);
            return seen with { Case = after, Roles = await kind.RolesOf(tx, after, caller), Now = now };
        }

        /// <summary>
        /// A move that follows from something else, such as the deletion of an account; null when the table does not have it or the case is
        /// not there.
        /// </summary>
        public async Task<TCase?> MoveAs(Tx tx, long id, TAction action, TActor actor, long? byId = null)
        {
            if (await kind.Lock(tx, id) is not { } before || !kind.Table.Allows(before.Status, action, actor))
                return null;
            var step = new Step<TAction, TActor>(action, actor, byId, kind.Kit.Time.Now());
            return await kind.Make(tx, before, kind.Change(before, step), step);
        }

        /// <summary>Does what is due; 0 when another runner was faster or the time has been put off.</summary>
        public async Task<int> MoveDue(Tx tx, long id)
        {
            var now = kind.Kit.Time.Now();
            if (await kind.Lock(tx, id) is not { } before || kind.DueOf(before) is not { } due || due.At > now
                || !kind.Table.Allows(before.Status, due.Action, kind.Clock))
                return 0;
            var step = new Step<TAction, TActor>(due.Action, kind.Clock, null, now);
            await kind.Make(tx, before, kind.Change(before, step), step);
            return 1;
        }

        /// <summary>The event and the news of a case that was just made.</summary>
        public Task Begin(Tx tx, TCase made, Step<TAction, TActor> step) => kind.Record(tx, null, made, step);

        /// <summary>The event and the news of a move that the case was made with, such as an alarm at once: it changes nothing more.</summary>
        public Task Note(Tx tx, TCase made, Step<TAction, TActor> step) => kind.Record(tx, made, made, step);

        /// <summary>Those roles of the caller in which the action may be done in some state; nobody acts on their own case in another role.</summary>
        internal IReadOnlyList<TActor> RequireRole(TCase one, IReadOnlyList<TActor> roles, Caller caller, TAction action)
        {
            if (one.SubjectId == caller.UserId && !kind.Table.Knows(action, kind.Subject))
                throw new Refusal(kind.Refusals.OwnCase);
            var able = roles.Where(role => kind.Table.Knows(action, role)).ToList();
            return able.Count > 0 ? able : throw new Refusal(RequestErrors.AccessDenied);
        }

        private async Task<TCase> Make(Tx tx, TCase before, TCase changed, Step<TAction, TActor> step)
        {
            kind.RequireRow(before.Status, changed.Status, step);
            var after = await kind.Save(tx, before, changed) ?? throw new Refusal(kind.Refusals.WrongState);
            await kind.Record(tx, before, after, step);
            return await kind.Follow(tx, before, after, step);
        }

        private async Task Record(Tx tx, TCase? before, TCase after, Step<TAction, TActor> step)
        {
            kind.RequireRow(before?.Status, after.Status, step);
            var eventId = await kind.Kit.Events.Add(tx, kind.Name, after.Id, CaseEvent.Of(before?.Status, after.Status, step));
            await kind.Kit.News.Write(tx, kind, before ?? after, after, step, eventId);
        }

        /// <summary>The last gate: there is no event without its row in the table, whoever made the move.</summary>
        private void RequireRow(TStatus? from, TStatus to, Step<TAction, TActor> step)
        {
            if (!kind.Table.Leads(from, step.Action, step.Actor, to))
                throw new Refusal(kind.Refusals.WrongState);
        }

        private async Task<Refusal> WhyNot(Tx tx, long id, TAction action, Caller caller) =>
            new(kind.IsRepeatable(action) && await kind.Kit.Events.IsLastBy(tx, kind.Name, id, action.Word(), caller.UserId)
                ? kind.Refusals.AlreadyDone
                : kind.Refusals.WrongState);
    }
}
