using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Wishes.Proxies.Cards;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Proxies;

/// <summary>A represented person as staff see them: name and phone masked, the address not at all.</summary>
/// <param name="IsLocked">Somebody has given too many wrong codes with the card; a new code lets them try again.</param>
/// <param name="EndedAt">Since when nobody may act for the person any more.</param>
public sealed record RepresentedPersonView(
    EntityId Id, EntityId CommunityId, string CommunityName, string CardNumber, string? Name, string? Phone, bool IsLocked,
    DateTimeOffset RegisteredAt, DateTimeOffset CardIssuedAt, DateTimeOffset? EndedAt);

/// <param name="ConsentCode">Shown in this answer alone, and on the card while it can be printed: until then, by who made it.</param>
public sealed record ConsentCardView(EntityId Id, string CardNumber, string ConsentCode, DateTimeOffset PrintableUntil);

/// <summary>Finds represented people for the staff who look after them, and shows them.</summary>
public sealed class RepresentedPeople(Db db, RepresentedStore people, ConsentCodes codes, AreaStore areas, TimeProvider time)
{
    /// <summary>A person of the caller's area; 404 otherwise.</summary>
    public async Task<RepresentedPerson> Require(EntityId id, Caller caller) =>
        await db.Read(session => people.Find(session, id.Value)) is { } person
        && await ProxyScope.Covers(caller, person.Place, areas)
            ? person
            : throw new Refusal(RequestErrors.NotFound);

    /// <summary>The same for what opens personal data in plain text: grid workers come for visits and do not need it.</summary>
    public async Task<RepresentedPerson> RequireByCommunity(EntityId id, Caller caller)
    {
        var person = await Require(id, caller);
        return caller.IsStaffOf(person.Place.DistrictId, person.Place.StreetId, person.Place.CommunityId)
            ? person
            : throw new Refusal(RequestErrors.AccessDenied);
    }

    /// <summary>In which role staff do something with a person's card or data.</summary>
    public static ProxyRelation RoleOf(Caller caller, Placement place) =>
        caller.IsStaffOf(place.DistrictId, place.StreetId, place.CommunityId) ? ProxyRelation.Staff : ProxyRelation.GridWorker;

    /// <summary>What staff of the caller's role do with the card, for the record.</summary>
    public static NewProxyAct ActOf(Caller caller, RepresentedPerson person, ProxyAct act, string? reason = null) =>
        new(person.Id, null, caller.UserId, RoleOf(caller, person.Place), act, reason);

    public async Task<RepresentedPersonView> View(RepresentedPerson person) =>
        View(person, await areas.NameOf(person.Place.CommunityId), await ListLocked([person]));

    /// <summary>The numbers of those of their cards that are locked to somebody.</summary>
    public Task<IReadOnlySet<string>> ListLocked(IReadOnlyList<RepresentedPerson> of) =>
        db.Read(session => codes.ListLocked(session, [.. of.Select(person => person.CardNumber)], time.Now()));

    public static RepresentedPersonView View(RepresentedPerson person, string communityName, IReadOnlySet<string> locked) => new(
        new EntityId(person.Id), new EntityId(person.Place.CommunityId), communityName, person.CardNumber,
        person.Name is null ? null : Mask.Name(person.Name),
        person.Phone is null ? null : Mask.Phone(person.Phone),
        locked.Contains(person.CardNumber), person.RegisteredAt, person.IssuedAt, person.EndedAt);
}
