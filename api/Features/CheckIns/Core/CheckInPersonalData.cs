using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.CheckIns.Core;

/// <summary>What check-ins hold on a person, and how it is erased.</summary>
internal static class CheckInPersonalData
{
    private const int MostExported = 10_000;
    private const int MostPhones = 100;

    public static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<CheckInStore>().ListMine(session, userId, long.MaxValue, MostExported))
        .Select(row => new
        {
            Id = new EntityId(row.Id), StationId = new EntityId(row.StationId), row.At, Status = row.Status.Word(), row.Score, Place = row.Place.Word(), Accuracy = row.Accuracy.Word(),
            Signals = SignalWords.Write(row.Signals), row.Points, row.PointsRefused, row.Reason,
        })
        .ToList();

    /// <summary>Of a phone nothing is known but that there is one, and when it was last used.</summary>
    public static async Task<object> ExportPhones(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<CheckInDeviceStore>().ListUses(session, userId, MostPhones))
        .Select(at => new { LastUsedAt = at })
        .ToList();

    /// <summary>
    /// A check-in names nobody, and once the account is erased its number leads to no one: the points that it explains stay explained.
    /// What staff wrote about it goes.
    /// </summary>
    public static Task Erase(IServiceProvider services, Tx tx, long userId) =>
        services.GetRequiredService<CheckInReviewStore>().EraseReasons(tx, userId);

    public static Task ErasePhones(IServiceProvider services, Tx tx, long userId) =>
        services.GetRequiredService<CheckInDeviceStore>().Erase(tx, userId);
}
