using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Wishes.Claims.Delivery;

/// <summary>Checks what the claimer and the resident write to each other at a delivery, since the other reads it without a review in between.</summary>
public sealed class WishWordChecks(TextChecks texts, OutboxStore outbox)
{
    public async Task<CheckedWords> Judge(string? words, Caller caller) => new(words, await texts.Judge(caller.UserId, TextScene.Comment, words));

    /// <summary>For words that could not be judged at once, where they are stored.</summary>
    public Task CheckNoteLater(Tx tx, long wishId, Caller caller, CheckedWords note, DateTimeOffset now) =>
        WishWords.Note.CheckLater(outbox, tx, wishId, caller.UserId, note.Check, now);

    /// <summary>The same for the resident's comment.</summary>
    public Task CheckCommentLater(Tx tx, long wishId, Caller caller, CheckedWords comment, DateTimeOffset now) =>
        WishWords.Comment.CheckLater(outbox, tx, wishId, caller.UserId, comment.Check, now);
}
