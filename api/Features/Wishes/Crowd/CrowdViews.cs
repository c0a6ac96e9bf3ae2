using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes.Crowd;

/// <param name="Pledged">What is promised or received, of the quantity.</param>
/// <param name="Received">What has arrived at the community's desk.</param>
public sealed record WishItemView(EntityId Id, string Name, string Unit, int Quantity, int Pledged, int Received);

/// <param name="UnitId">The organisation that the member pledges for; null when it is the member alone.</param>
/// <param name="DeliverBy">Until when the goods are to be at the desk; null until every item is pledged.</param>
public sealed record PledgeView(
    EntityId Id, EntityId WishId, EntityId ItemId, string ItemName, string ItemUnit, int Quantity, EntityId? UnitId, string? UnitName,
    PledgeStatus Status, DateTimeOffset PledgedAt, DateTimeOffset? DeliverBy, DateTimeOffset? ReceivedAt);

/// <summary>The crowd part of views: how much of what, and the viewer's own pledges; nobody else's, and nobody's name.</summary>
public static class CrowdViews
{
    public static IReadOnlyList<WishItemView> Items(CrowdPart? crowd) => crowd is null ? [] :
    [
        .. crowd.Items.Select(item => new WishItemView(new EntityId(item.Id), item.Name, item.Unit, item.Quantity, item.Pledged, item.Received)),
    ];

    /// <summary>Adds what the viewer pledged.</summary>
    public static async Task<WishView> WithOwn(WishView view, DbSession session, Caller caller, PledgeStore pledges, UnitStore units) => view with
    {
        MyPledges = await List(session, await pledges.ListOwn(session, view.Id.Value, caller.UserId), units),
    };

    public static async Task<IReadOnlyList<PledgeView>> List(
        DbSession session, IReadOnlyList<Pledge> rows, UnitStore units)
    {
        List<PledgeView> views = [];
        foreach (var row in rows)
            views.Add(await Of(session, row, units));
        return views;
    }

    public static async Task<PledgeView> Of(DbSession session, Pledge pledge, UnitStore units)
    {
        var unit = pledge.UnitId is { } unitId ? await units.Find(session, unitId) : null;
        return new PledgeView(
            new EntityId(pledge.Id), new EntityId(pledge.WishId), new EntityId(pledge.ItemId), pledge.ItemName, pledge.ItemUnit, pledge.Quantity,
            pledge.UnitId is { } id ? new EntityId(id) : null, unit?.Name, pledge.Status, pledge.PledgedAt, pledge.DeliverBy, pledge.ReceivedAt);
    }
}
