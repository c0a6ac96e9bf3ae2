using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;

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
    private static Task EraseAccount(IServiceProvider services, Tx tx, PushEvent push) =>
        push.UserId is { } userId ? DeleteMe.Erase(services, tx, userId) : Task.CompletedTask;

    private static Task DoNothing(IServiceProvider services, Tx tx, PushEvent push) => Task.CompletedTask;
}
