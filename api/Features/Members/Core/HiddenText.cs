using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Members.Core;

/// <summary>
/// Words that others would read without a review in between, and that WeChat has not passed: their author and the staff see them, nobody
/// else. Those that could not be checked when they were written are checked later.
/// </summary>
/// <param name="Kind">The kind of the message that has them checked.</param>
/// <param name="Find">The words of a case while they are unchecked; null when they are gone or were judged.</param>
/// <param name="Settle">Notes what the check came to: passed, or for staff alone.</param>
public sealed record HiddenText(
    string Kind, Func<IServiceProvider, DbSession, long, Task<string?>> Find, Func<IServiceProvider, Tx, long, TextCheck, Task> Settle)
{
    public static bool IsShown(TextCheck? check) => check is null or TextCheck.Passed;

    /// <summary>To be called where the words are stored; does nothing when they were judged at once.</summary>
    public Task CheckLater(OutboxStore outbox, Tx tx, long subjectId, long authorId, TextCheck? check, DateTimeOffset now) =>
        check != TextCheck.Unchecked
            ? Task.CompletedTask
            : outbox.Add(
                tx, new OutboxMessage(Kind, subjectId, authorId, $"{Kind}:{subjectId}:{now.ToUnixTimeMilliseconds()}") { AtAnyHour = true }, now);
}

/// <summary>Checks words from the outbox that could not be checked when they were written.</summary>
public sealed class CheckHiddenText(Db db, MemberStore members, IWeChat wechat, TimeProvider time)
{
    public static void AddRoute(IServiceCollection services, HiddenText text) => services.AddSingleton(new OutboxRoute(
        text.Kind, (provider, message, cancellation) => provider.GetRequiredService<CheckHiddenText>().Deliver(provider, text, message, cancellation)));

    private async Task<Delivery> Deliver(IServiceProvider services, HiddenText text, LeasedMessage message, CancellationToken cancellation)
    {
        var (words, openId) = await db.Read(async session =>
            (await text.Find(services, session, message.SubjectId), await members.FindOpenId(session, message.RecipientId)));
        if (words is null || openId is null)
            return Delivery.NoLongerTrue;
        try
        {
            var verdict = await wechat.CheckText(new TextToCheck(openId, TextScene.Comment, words), cancellation);
            // Not judged, because the author is away by now, or not clearly harmless: staff see it, and nobody else.
            var check = verdict == TextVerdict.Pass ? TextCheck.Passed : TextCheck.Review;
            await db.InTransaction(tx => text.Settle(services, tx, message.SubjectId, check));
            return Delivery.Done;
        }
        catch (WeChatException error)
        {
            return WeChatErrors.Later(error, time);
        }
    }
}
