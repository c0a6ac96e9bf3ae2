using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Proxies.Cards;

/// <summary>
/// Staff end a card: the person died, moved away or got a phone. From then on the code opens nothing; wishes that are under way go on, and
/// staff look after them.
/// </summary>
public sealed class EndConsentCard(RepresentedPeople represented, RepresentedStore people, ProxyActStore acts, TimeProvider time)
    : Operation<ConsentCardReasonRequest, RepresentedPersonView>
{
    protected override string Tag => ProxyModule.Tag;

    public override void Configure()
    {
        Post("/represented-people/{id}/end");
        Group<Staff>();
        Moves(RequestErrors.NotFound, ProxyErrors.Ended);
    }

    protected override async Task<IResult> Handle(ConsentCardReasonRequest request, CancellationToken ct)
    {
        var person = await represented.Require(Id, Caller);
        var view = await represented.View(person);
        return await Call.Move(async tx =>
        {
            var now = time.Now();
            if (await people.End(tx, person.Id, now) == 0)
                throw new Refusal(ProxyErrors.Ended);
            await acts.Add(tx, RepresentedPeople.ActOf(Caller, person, ProxyAct.End, request.Reason), now);
            return view with { EndedAt = now };
        });
    }
}
