using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes.Proxies;

/// <param name="Who">Enough to recognise somebody by: the family name, where it is known.</param>
/// <param name="WishId">Null for what was done with the card or the data.</param>
/// <param name="Reason">In the words of the staff who did it.</param>
public sealed record ProxyActView(
    EntityId Id, DateTimeOffset At, ProxyAct Act, ProxyRelation Relation, string Who, EntityId? WishId, string? Reason);

/// <summary>Shows acts for a represented person, with the masked names of those who did them.</summary>
public sealed class ProxyActViews(RegistrationStore registrations)
{
    public async Task<IReadOnlyDictionary<long, ProxyActView>> Of(DbSession session, IReadOnlyList<ProxyActDone> rows)
    {
        Dictionary<long, string> names = [];
        foreach (var proxyId in rows.Select(row => row.ProxyId).Distinct())
            names[proxyId] = await registrations.ListMine(session, proxyId, long.MaxValue, 1) is [{ RealName: { Length: > 0 } name }] ? Mask.Name(name) : "未登记姓名";
        return rows.ToDictionary(row => row.Id, row => new ProxyActView(
            new EntityId(row.Id), row.At, row.Act, row.Relation, names[row.ProxyId], row.WishId is { } wishId ? new EntityId(wishId) : null, row.Reason));
    }
}
