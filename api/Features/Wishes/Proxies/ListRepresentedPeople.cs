using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes;

/// <summary>The people without a phone in the caller's area, in the order in which they were registered.</summary>
public static class ListRepresentedPeople
{
    public static async Task<Page<RepresentedPersonView>> Handle(
        string? communityId, PageQuery page, Caller caller, Db db, RepresentedStore people, RepresentedPeople represented, AreaStore areas)
    {
        var after = page.AfterOr(0);
        var subtree = await ProxyScope.Of(caller, communityId, areas);
        var rows = await db.Read(session => people.List(session, subtree, after, page.Rows));
        var locked = await represented.ListLocked(rows);
        return await page.Cut(rows, row => [row.Id], async row => RepresentedPeople.View(row, await areas.NameOf(row.Place.CommunityId), locked));
    }
}

/// <summary>One of them.</summary>
public static class GetRepresentedPerson
{
    public static async Task<RepresentedPersonView> Handle(EntityId id, Caller caller, RepresentedPeople represented) =>
        await represented.View(await represented.Require(id, caller));
}

/// <param name="Who">Enough to recognise somebody by: the family name, where it is known.</param>
/// <param name="WishId">Null for what was done with the card or the data.</param>
/// <param name="Reason">In the words of the staff who did it.</param>
public sealed record ProxyActView(
    EntityId Id, DateTimeOffset At, ProxyAct Act, ProxyRelation Relation, string Who, EntityId? WishId, string? Reason);

/// <summary>谁在何时替这位居民做过什么: to be read by staff, and printed for the person, newest first.</summary>
public static class ListProxyActs
{
    public static async Task<Page<ProxyActView>> Handle(
        EntityId id, PageQuery page, Caller caller, RepresentedPeople represented, Db db, ProxyActStore acts, RegistrationStore registrations)
    {
        var person = await represented.Require(id, caller);
        var before = page.AfterOr(long.MaxValue);
        return await db.Read(async session =>
        {
            var rows = await acts.List(session, person.Id, before, page.Rows);
            var views = await Views(session, rows, registrations);
            return page.Cut(rows, row => [row.Id], row => views[row.Id]);
        });
    }

    internal static async Task<IReadOnlyDictionary<long, ProxyActView>> Views(
        DbSession session, IReadOnlyList<ProxyActDone> rows, RegistrationStore registrations)
    {
        Dictionary<long, string> names = [];
        foreach (var proxyId in rows.Select(row => row.ProxyId).Distinct())
            names[proxyId] = await registrations.ListMine(session, proxyId, long.MaxValue, 1) is [{ RealName: { Length: > 0 } name }] ? Mask.Name(name) : "未登记姓名";
        return rows.ToDictionary(row => row.Id, row => new ProxyActView(
            new EntityId(row.Id), row.At, row.Act, row.Relation, names[row.ProxyId], row.WishId is { } wishId ? new EntityId(wishId) : null, row.Reason));
    }
}
