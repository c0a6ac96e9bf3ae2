using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.WeChatPush;

/// <summary>What WeChat tells about a person's account with it.</summary>
internal static class AccountEvents
{
    public static IReadOnlyList<PushEventHandler> Handlers { get; } =
    [
        new("user_authorization_cancellation", EraseAccount),
        // About the nickname, the picture and what else WeChat lends; the only thing we ever take from WeChat is a phone that the person
        // sent us by hand, which stays theirs to change or to delete. So nothing is to be done.
        new("user_info_modified", DoNothing),
        new("user_authorization_revoke", DoNothing),
    ];

    /// <summary>
    /// The person closed the WeChat account: everything personal goes, as if they had deleted the account here. While somebody depends
    /// on an open case of theirs it is refused as a whole, and staff are left to close the case.
    /// </summary>
    private static async Task EraseAccount(IServiceProvider services, Tx tx, PushEvent push)
    {
        if (push.UserId is not { } userId)
            return;
        var tokenHashes = await services.GetRequiredService<MemberStore>().ListTokenHashes(tx, userId);
        foreach (var data in services.GetServices<PersonalData>())
            await data.Erase(services, tx, userId);
        await services.GetRequiredService<IdempotencyStore>().EraseAnswersTo(tx, userId);
        // Sessions are cached: their end must be known at once, also to the other replicas.
        foreach (var tokenHash in tokenHashes)
            tx.AfterCommit(() => services.GetRequiredService<ReadCache>().Drop(CacheKeys.Caller(tokenHash).Name));
    }

    private static Task DoNothing(IServiceProvider services, Tx tx, PushEvent push) => Task.CompletedTask;
}
