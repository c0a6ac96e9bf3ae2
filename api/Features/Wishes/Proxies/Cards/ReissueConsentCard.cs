using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Proxies.Cards;

/// <summary>Why staff do something with a person's card, for the record.</summary>
[ValidatableType]
public sealed record ConsentCardReasonRequest([property: Text(2, 200)] string Reason);

/// <summary>Staff give out a new code when the card was lost or locked.</summary>
public sealed class ReissueConsentCard(
    RepresentedPeople represented, RepresentedStore people, ProxyActStore acts, ConsentCodes codes, IOptions<ProxyOptions> options, TimeProvider time)
    : Operation<ConsentCardReasonRequest, ConsentCardView>
{
    protected override string Tag => ProxyModule.Tag;

    public override void Configure()
    {
        Post("/represented-people/{id}/reissue");
        Group<Staff>();
        Moves(RequestErrors.NotFound, ProxyErrors.Ended);
    }

    protected override async Task<IResult> Handle(ConsentCardReasonRequest request, CancellationToken ct)
    {
        var person = await represented.Require(Id, Caller);
        return await Call.Move(async tx =>
        {
            var now = time.Now();
            if (!await people.LockLive(tx, person.Id))
                throw new Refusal(ProxyErrors.Ended);
            var consent = NewConsent.For(person.CardNumber, options.Value, now);
            await people.Reissue(tx, person.Id, consent, Caller.UserId, now);
            await codes.Renew(tx, person.CardNumber);
            await acts.Add(tx, RepresentedPeople.ActOf(Caller, person, ProxyAct.Reissue, request.Reason), now);
            return new ConsentCardView(Id, consent.CardNumber, consent.Code, consent.PrintableUntil);
        });
    }
}
