using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <param name="Phone">Of somebody at home, or a landline, if there is one.</param>
public sealed record RegisterRepresentedPersonRequest(
    [property: Needed] EntityId? CommunityId,
    [property: Text(1, 30)] string Name,
    [property: PhoneNumber(Optional = true)] string? Phone,
    [property: Text(2, 120)] string Address);

/// <summary>After a visit staff register a person who has no phone, and hand over the card with the consent code.</summary>
public sealed class RegisterRepresentedPerson(
    RepresentedStore people, ProxyActStore acts, IOptions<ProxyOptions> options, TimeProvider time)
{
    /// <summary>Of nine million numbers; a second draw is rare and a fifth never needed.</summary>
    private const int Draws = 5;

    public static async Task<IResult> Handle(
        RegisterRepresentedPersonRequest body, Caller caller, IdempotentCall call, AreaStore areas, RegisterRepresentedPerson register)
    {
        var place = await areas.PlaceIn(body.CommunityId!.Value, "communityId");
        if (!await ProxyScope.Covers(caller, place, areas))
            throw new Refusal(RequestErrors.AccessDenied);
        return await call.Create(tx => register.Run(tx, body, place, caller), view => $"/staff/v1/represented-people/{view.Id}");
    }

    private async Task<ConsentCardView> Run(Tx tx, RegisterRepresentedPersonRequest body, Placement place, Caller caller)
    {
        var now = time.Now();
        var person = new NewRepresentedPerson(place, body.Name, string.IsNullOrEmpty(body.Phone) ? null : body.Phone, body.Address, caller.UserId);
        if (await people.FindOlderByPhone(tx, place.CommunityId, person.Phone) is { } older)
            throw AlreadyRegistered(older);
        for (var draw = 0; draw < Draws; draw++)
        {
            var consent = New(options.Value, ConsentCard.NewNumber(), now);
            if (await people.Insert(tx, person, consent, now) is { } id)
            {
                await acts.Add(tx, new NewProxyAct(id, null, caller.UserId, RepresentedPeople.RoleOf(caller, place), ProxyAct.Register), now);
                return new ConsentCardView(new EntityId(id), consent.CardNumber, consent.Code, consent.PrintableUntil);
            }
            if (await people.FindLiveByPhone(tx, place.CommunityId, person.Phone) is { } known)
                throw AlreadyRegistered(known);
        }
        throw new Refusal(RequestErrors.Busy);
    }

    private static Refusal AlreadyRegistered(long id) =>
        new(ProxyErrors.AlreadyRegistered, fields: new Dictionary<string, string[]> { ["existingId"] = [new EntityId(id).ToString()] });

    internal static NewConsent New(ProxyOptions options, string cardNumber, DateTimeOffset now) =>
        new(cardNumber, ConsentCard.NewCode(), now + options.CardPrintableFor);
}
