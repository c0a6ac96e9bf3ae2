using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <summary>Why staff do something with a person's card, for the record.</summary>
public sealed record ConsentCardReasonRequest([property: Text(2, 200)] string Reason);

/// <summary>
/// What staff do with a card afterwards: a new code when it was lost or locked, and the end, when the person died, moved away or got a
/// phone. From then on the code opens nothing; wishes that are under way go on, and staff look after them.
/// </summary>
public sealed class KeepConsentCard(
    RepresentedPeople represented, RepresentedStore people, ProxyActStore acts, ConsentCodes codes, IOptions<ProxyOptions> options, TimeProvider time)
{
    /// <summary>Staff give out a new code when the card was lost or locked.</summary>
    public static Task<IResult> Reissue(EntityId id, ConsentCardReasonRequest body, Caller caller, IdempotentCall call, KeepConsentCard keep) =>
        keep.Reissue(id, body.Reason, caller, call);

    /// <summary>Staff end a card: the person died, moved away or got a phone.</summary>
    public static Task<IResult> End(EntityId id, ConsentCardReasonRequest body, Caller caller, IdempotentCall call, KeepConsentCard keep) =>
        keep.End(id, body.Reason, caller, call);

    private async Task<IResult> Reissue(EntityId id, string reason, Caller caller, IdempotentCall call)
    {
        var person = await represented.Require(id, caller);
        return await call.Move(async tx =>
        {
            var now = time.Now();
            if (!await people.LockLive(tx, person.Id))
                throw new Refusal(ProxyErrors.Ended);
            var consent = RegisterRepresentedPerson.New(options.Value, person.CardNumber, now);
            await people.Reissue(tx, person.Id, consent, caller.UserId, now);
            await codes.Renew(tx, person.CardNumber);
            await acts.Add(tx, Act(person, caller, ProxyAct.Reissue, reason), now);
            return new ConsentCardView(id, consent.CardNumber, consent.Code, consent.PrintableUntil);
        });
    }

    private async Task<IResult> End(EntityId id, string reason, Caller caller, IdempotentCall call)
    {
        var person = await represented.Require(id, caller);
        var view = await represented.View(person);
        return await call.Move(async tx =>
        {
            var now = time.Now();
            if (await people.End(tx, person.Id, now) == 0)
                throw new Refusal(ProxyErrors.Ended);
            await acts.Add(tx, Act(person, caller, ProxyAct.End, reason), now);
            return view with { EndedAt = now };
        });
    }

    private static NewProxyAct Act(RepresentedPerson person, Caller caller, ProxyAct act, string reason) =>
        new(person.Id, null, caller.UserId, RepresentedPeople.RoleOf(caller, person.Place), act, reason);
}
