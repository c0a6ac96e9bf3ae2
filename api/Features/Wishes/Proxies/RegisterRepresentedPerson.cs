using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Wishes.Proxies.Cards;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Proxies;

/// <param name="Phone">Of somebody at home, or a landline, if there is one.</param>
[ValidatableType]
public sealed record RegisterRepresentedPersonRequest(
    [property: Needed] EntityId? CommunityId,
    [property: Text(1, 30)] string Name,
    [property: PhoneNumber(Optional = true)] string? Phone,
    [property: Text(2, 120)] string Address);

/// <summary>After a visit staff register a person who has no phone, and hand over the card with the consent code.</summary>
public sealed class RegisterRepresentedPerson(
    RepresentedStore people, ProxyActStore acts, AreaStore areas, IOptions<ProxyOptions> options, TimeProvider time)
    : Operation<RegisterRepresentedPersonRequest, ConsentCardView>
{
    /// <summary>Of nine million numbers; a second draw is rare and a fifth never needed.</summary>
    private const int Draws = 5;

    protected override string Tag => ProxyModule.Tag;

    public override void Configure()
    {
        Post("/represented-people");
        Group<Staff>();
        Creates(RequestErrors.AccessDenied, ProxyErrors.AlreadyRegistered);
    }

    protected override async Task<IResult> Handle(RegisterRepresentedPersonRequest request, CancellationToken ct)
    {
        var place = await areas.PlaceIn(request.CommunityId!.Value, "communityId");
        if (!await ProxyScope.Covers(Caller, place, areas))
            throw new Refusal(RequestErrors.AccessDenied);
        return await Call.Create(tx => Register(tx, request, place), view => $"/staff/v1/represented-people/{view.Id}");
    }

    private async Task<ConsentCardView> Register(Tx tx, RegisterRepresentedPersonRequest request, Placement place)
    {
        var now = time.Now();
        var person = new NewRepresentedPerson(place, request.Name, string.IsNullOrEmpty(request.Phone) ? null : request.Phone, request.Address, Caller.UserId);
        if (await people.FindOlderByPhone(tx, place.CommunityId, person.Phone) is { } older)
            throw AlreadyRegistered(older);
        for (var draw = 0; draw < Draws; draw++)
        {
            var consent = NewConsent.For(ConsentCard.NewNumber(), options.Value, now);
            if (await people.Insert(tx, person, consent, now) is { } id)
            {
                await acts.Add(tx, new NewProxyAct(id, null, Caller.UserId, RepresentedPeople.RoleOf(Caller, place), ProxyAct.Register), now);
                return new ConsentCardView(new EntityId(id), consent.CardNumber, consent.Code, consent.PrintableUntil);
            }
            if (await people.FindLiveByPhone(tx, place.CommunityId, person.Phone) is { } known)
                throw AlreadyRegistered(known);
        }
        throw new Refusal(RequestErrors.Busy);
    }

    private static Refusal AlreadyRegistered(long id) =>
        new(ProxyErrors.AlreadyRegistered, fields: new Dictionary<string, string[]> { ["existingId"] = [new EntityId(id).ToString()] });
}
