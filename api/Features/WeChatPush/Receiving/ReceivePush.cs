using FastEndpoints;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.WeChatPush.Core;
using LinYuan.Api.Features.WeChatPush.Envelopes;
using LinYuan.Api.Features.WeChatPush.Inbox;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.WeChatPush.Receiving;

/// <summary>
/// WeChat pushes one message. WeChat waits 5 seconds and then sends it again, three times in all, so it is only verified and stored
/// here; <see cref="ProcessPushEvents"/> does what it asks for. A repeat is answered like the first.
/// </summary>
public sealed class ReceivePush(PushVerifier verifier, Db db, PushEventStore inbox, MemberStore members, TimeProvider time)
    : Operation<EmptyRequest, string>
{
    /// <summary>WeChat's word for "arrived, and nothing more to say".</summary>
    private const string Received = "success";

    public override void Configure()
    {
        Post("/push");
        Group<Pushes>();
        IsUnlisted(WeChatPushErrors.Refused);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        verifier.RequireOn();
        using var body = new MemoryStream();
        await HttpContext.Request.Body.CopyToAsync(body, ct);
        var message = PushMessage.Read(verifier.Open(PushQuery.Of(HttpContext.Request), body.GetBuffer().AsMemory(0, (int)body.Length)));
        var now = time.Now();
        await db.InTransaction(async tx => await inbox.Add(tx, message, await Concerned(tx, message), now));
        return TypedResults.Text(Received, "text/plain");
    }

    /// <summary>Whom it is about, locked: a message that arrives while the account is deleted is about nobody.</summary>
    private async Task<long?> Concerned(Tx tx, PushMessage message) =>
        await members.FindByOpenId(tx, message.OpenId) is { } userId && await members.LockOther(tx, userId) ? userId : null;
}
