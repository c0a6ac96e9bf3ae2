using FastEndpoints;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.Versions;

namespace LinYuan.Api.Features.Wishes.Proxies.Data;

/// <summary>
/// Staff of the community erase who a person is, with all that was written for them. It is refused while somebody is at work for them, as
/// the deletion of an account is.
/// </summary>
public sealed class EraseRepresentedPerson(
    RepresentedPeople represented, RepresentedStore people, ProxyActStore acts, CaseVersions versions, TimeProvider time)
    : Operation<EmptyRequest, RepresentedPersonView>
{
    private const int MostWishes = 1000;

    protected override string Tag => ProxyModule.Tag;

    public override void Configure()
    {
        Post("/represented-people/{id}/erase");
        Group<Staff>();
        Moves(RequestErrors.NotFound, RequestErrors.AccessDenied, ProxyErrors.HasOpenWishes);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var person = await represented.RequireByCommunity(Id, Caller);
        var view = await represented.View(person);
        return await Call.Move(async tx =>
        {
            var now = time.Now();
            // First of all, as every act for the person does it too: none slips in between the question below and the commit.
            await people.Lock(tx, person.Id);
            await acts.EraseWishes(tx, person.Id, now);
            foreach (var wishId in await acts.ListWishIds(tx, person.Id, MostWishes))
                await versions.Forget(tx, WishVersions.Kind, wishId);
            await people.Erase(tx, person.Id, now);
            // Asked last: by then the wishes are locked, so that none is claimed between the answer and the commit.
            if (await acts.HasInHand(tx, person.Id))
                throw new Refusal(ProxyErrors.HasOpenWishes);
            await acts.Add(tx, new NewProxyAct(person.Id, null, Caller.UserId, ProxyRelation.Staff, ProxyAct.Erase), now);
            return view with { Name = null, Phone = null, EndedAt = person.EndedAt ?? now };
        });
    }
}
