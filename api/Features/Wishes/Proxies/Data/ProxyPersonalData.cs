using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Proxies.Data;

/// <summary>What is held on a proxy: which acts they did for whom by number. The record outlives the account, by nobody's name.</summary>
internal static class ProxyPersonalData
{
    private const int Most = 1000;

    public static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<ProxyActStore>().ListBy(session, userId, Most)).Select(act => new
        {
            act.At, act.Act, act.Relation, WishId = act.WishId is { } wishId ? new EntityId(wishId) : (EntityId?)null, act.Reason,
        }).ToList();

    /// <summary>The reasons that they wrote go; that it was done stays, as the represented person may ask for it.</summary>
    public static Task Erase(IServiceProvider services, Tx tx, long userId) => services.GetRequiredService<ProxyActStore>().EraseWordsOf(tx, userId);
}
