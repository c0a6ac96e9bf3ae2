using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Members.Core;

/// <summary>
/// Erases all that is held on a person, whether they deleted the account here or WeChat says that the account there was closed: every area
/// erases what it holds, or refuses while a case is open that somebody else depends on.
/// </summary>
public static class AccountErasure
{
    /// <summary>Nothing is left to do for an account that is deleted.</summary>
    public static async Task Erase(IServiceProvider services, Tx tx, long userId)
    {
        var members = services.GetRequiredService<MemberStore>();
        // First of all, as whatever is done in a person's name does it: nothing new is begun between an area's erasure and the commit.
        if (!await members.LockOther(tx, userId))
            return;
        var tokenHashes = await members.ListTokenHashes(tx, userId);
        foreach (var data in services.GetServices<PersonalData>())
            await data.Erase(services, tx, userId);
        await services.GetRequiredService<IdempotencyStore>().EraseAnswersTo(tx, userId);
        // Sessions are cached: their end must be known at once, also to the other replicas.
        foreach (var tokenHash in tokenHashes)
            tx.AfterCommit(() => services.GetRequiredService<ReadCache>().Drop(CacheKeys.Caller(tokenHash).Name));
    }
}
