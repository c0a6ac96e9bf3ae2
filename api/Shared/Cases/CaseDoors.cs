using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Shared.Cases;

/// <summary>How a person comes to a case: it is there for them or it is not, and they have the role for what they want or not.</summary>
public static class CaseDoors
{
    extension<TCase, TStatus, TAction, TActor>(ICaseKind<TCase, TStatus, TAction, TActor> kind)
        where TCase : class, ICase<TStatus>
        where TStatus : struct, Enum
        where TAction : struct, Enum
        where TActor : struct, Enum
    {
        /// <summary>The case as the caller meets it; 404 for whom it is not there, so that nobody learns that it exists.</summary>
        /// <param name="action">What the caller comes for; null to look.</param>
        public async Task<Seen<TCase, TActor>> See(long id, Caller caller, TAction? action = null)
        {
            var (found, roles) = await kind.Kit.Db.Read(async session =>
            {
                if (await kind.Find(session, id) is not { } one)
                    return (null, []);
                var held = await kind.RolesOf(session, one, caller);
                return await kind.CanSee(session, one, held, caller, action) ? (one, held) : (null, held);
            });
            return found is null
                ? throw new Refusal(RequestErrors.NotFound)
                : new Seen<TCase, TActor>(found, roles, await kind.PlaceNameOf(found), kind.Kit.Time.Now());
        }

        /// <summary>The same, and refuses who may not do this in any state, before anything else is done for it.</summary>
        public async Task<Seen<TCase, TActor>> Require(long id, Caller caller, TAction action)
        {
            var seen = await kind.See(id, caller, action);
            kind.RequireRole(seen.Case, seen.Roles, caller, action);
            return seen;
        }

        /// <summary>The whole of an operation that moves a case: door, checks, people held, move, view, all under the call's key.</summary>
        public async Task<IResult> Take<TView>(
            IdempotentCall call, Caller caller, WantedMove<TCase, TAction> wanted, Func<Tx, Seen<TCase, TActor>, Task<TView>> view)
        {
            var seen = await kind.See(wanted.Id, caller, wanted.Action);
            var role = kind.RequireRole(seen.Case, seen.Roles, caller, wanted.Action)[0];
            return await call.After(
                async () =>
                {
                    if (wanted.Words is { Length: > 0 } words && kind.CheckOf(caller, role, words) is { } check)
                        await check();
                    if (wanted.Check is { } further)
                        await further();
                },
                () => call.With([.. kind.Concerned(seen.Case), .. wanted.Holds])
                    .Move(async tx => await view(tx, await kind.Move(tx, seen, caller, wanted))));
        }
    }
}
