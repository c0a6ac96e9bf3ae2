using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.WeChatPush;

/// <summary>
/// Takes one pushed message. WeChat waits 5 seconds and then sends it again, three times in all, so it is only verified and stored
/// here; <see cref="ProcessPushEvents"/> does what it asks for. A repeat is answered like the first.
/// </summary>
public static class ReceivePush
{
    /// <summary>WeChat's word for "arrived, and nothing more to say".</summary>
    private const string Received = "success";

    public static async Task<IResult> Handle(
        HttpRequest request, PushVerifier verifier, Db db, PushEventStore inbox, MemberStore members, TimeProvider time)
    {
        verifier.RequireOn();
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        var message = PushMessage.Read(verifier.Open(PushQuery.Of(request), body.GetBuffer().AsMemory(0, (int)body.Length)));
        var now = time.Now();
        await db.InTransaction(async tx => await inbox.Add(tx, message, await Concerned(tx, message, members), now));
        return TypedResults.Text(Received, "text/plain");
    }

    /// <summary>Whom it is about, locked: a message that arrives while the account is deleted is about nobody.</summary>
    private static async Task<long?> Concerned(Tx tx, PushMessage message, MemberStore members) =>
        await members.FindByOpenId(tx, message.OpenId) is { } userId && await members.LockOther(tx, userId) ? userId : null;
}
