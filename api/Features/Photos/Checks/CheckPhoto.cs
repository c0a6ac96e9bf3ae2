using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Photos.Checks;

/// <summary>
/// Asks WeChat to judge a photo, from the outbox. WeChat downloads it by a link and pushes its verdict later; see
/// <see cref="PhotoVerdicts"/>.
/// </summary>
public sealed class CheckPhoto(Db db, PhotoStore photos, MemberStore members, PhotoLinks links, IWeChat wechat, TimeProvider time)
{
    public const string Kind = "photo.check";

    /// <param name="tries">Downloads that failed before; each is followed by a message of its own.</param>
    public static OutboxMessage Message(long id, long ownerId, int tries) => new(Kind, id, ownerId, $"{Kind}:{id}:{tries}") { AtAnyHour = true };

    public async Task<Delivery> Deliver(LeasedMessage message, CancellationToken cancellation)
    {
        var (found, openId) = await db.Read(async session =>
            (await photos.Find(session, message.SubjectId), await members.FindOpenId(session, message.RecipientId)));
        // Also of a photo that staff hid meanwhile: if they show it again, the verdict counts.
        if (found is not { CheckBy: not null } photo || openId is null)
            return Delivery.NoLongerTrue;
        try
        {
            var traceId = await wechat.CheckMedia(new MediaToCheck(openId, TextScene.Forum, links.ForCheck(photo)), cancellation);
            await db.InTransaction(tx => photos.SetTrace(tx, photo.Id, traceId));
            return Delivery.Done;
        }
        catch (WeChatException error) when (error.Kind == WeChatFailure.Unavailable)
        {
            return WeChatErrors.Later(error, time);
        }
        catch (WeChatException error)
        {
            // No verdict will come: the owner has been away too long (61010), or the day's quota is used up. So people look, and the
            // message has done what it could. Or this answer was the verdict.
            var verdict = error.ErrCode == WeChatErrors.RiskyContent ? PhotoAction.FindRisky : PhotoAction.Doubt;
            await db.InTransaction(tx => photos.EndCheck(tx, photo.Id, verdict, time.Now()));
            return new Delivery(DeliveryOutcome.Declined, error.Message);
        }
    }
}
