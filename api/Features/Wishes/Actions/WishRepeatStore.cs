using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes.Actions;

/// <summary>
/// Tells whoever does a thing for the second time that it is done, instead of that it cannot be done: a tap whose answer was lost is
/// made again, and by some phones with another key.
/// </summary>
public sealed class WishRepeatStore
{
    private static readonly Dictionary<WishAction, string> Sentences = new()
    {
        [WishAction.Contacted] = "您已经点过「已联系」了，不用再点",
        [WishAction.Confirm] = "您已经确认过了，谢谢您",
        [WishAction.Dispute] = "您的异议已经提交，社区正在处理",
        [WishAction.Withdraw] = "这个心愿您已经撤回了",
        [WishAction.Submit] = "您已经提交过了，请等社区审核",
    };

    /// <summary>Why a move changed nothing.</summary>
    public async Task<Refusal> WhyNot(Tx tx, long wishId, WishAction action, Caller caller) => await IsLastBy(tx, wishId, action, caller.UserId)
        ? new Refusal(WishErrors.AlreadyDone, Sentences[action])
        : new Refusal(WishErrors.WrongState);

    /// <summary>Whether the wish is in its state by this very move of this person. Locked, so that a move of this moment is seen too.</summary>
    private static async Task<bool> IsLastBy(Tx tx, long wishId, WishAction action, long actorId)
    {
        var last = await tx.Find<LastMove>("""
            SELECT action AS Action, actor_id AS ActorId FROM wish_events
            WHERE wish_id = @wishId AND (action = @action OR from_status IS NULL OR from_status <> to_status) ORDER BY id DESC LIMIT 1 FOR UPDATE
            """, new { wishId, action = action.Word() });
        return last?.Action == action && last.ActorId == actorId;
    }

    private sealed record LastMove(WishAction Action, long? ActorId);
}
