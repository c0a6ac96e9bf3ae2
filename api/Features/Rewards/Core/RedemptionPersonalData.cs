using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Rewards.Core;

/// <summary>What the rewards area holds on a person: the orders.</summary>
internal static class RedemptionPersonalData
{
    private const int Most = 1000;

    public static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<RedemptionStore>().ListOf(session, userId, long.MaxValue, Most)).Select(order => new
        {
            Id = new EntityId(order.Id), RewardId = new EntityId(order.RewardId), order.Status, order.Points, order.ReservedAt, order.EndedAt,
        }).ToList();

    /// <summary>What waits is given back, so that others may have it. Orders name nobody, and stay as proof of where the points went.</summary>
    public static async Task Erase(IServiceProvider services, Tx tx, long userId)
    {
        var moves = services.GetRequiredService<RedemptionMoves>();
        var now = services.GetRequiredService<TimeProvider>().Now();
        foreach (var waiting in await services.GetRequiredService<RedemptionStore>().ListWaiting(tx, userId, Most))
            await moves.End(tx, waiting, RedemptionAction.Cancel, userId, now);
    }
}
