using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.WeChatPush.Inbox;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.WeChatPush.Handling;

/// <summary>What WeChat tells about a person's account with it.</summary>
internal static class AccountEvents
{
    // WeChat tells whole seconds: an account of the same second is the one that is meant.
    private static readonly TimeSpan WholeSecond = TimeSpan.FromSeconds(1);

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
    /// on an open case of theirs it is refused as a whole, and staff are left to close the case. An account that was entered after the
    /// event is of somebody who came back: the event overtook nothing and is about the account before it.
    /// </summary>
    private static async Task EraseAccount(IServiceProvider services, Tx tx, PushEvent push)
    {
        if (push.UserId is not { } userId)
            return;
        var profile = await services.GetRequiredService<MemberStore>().FindProfile(tx, userId);
        if (profile is null || profile.CreatedAt < push.SentAt + WholeSecond)
            await AccountErasure.Erase(services, tx, userId);
    }

    private static Task DoNothing(IServiceProvider services, Tx tx, PushEvent push) => Task.CompletedTask;
}
