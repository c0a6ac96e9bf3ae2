using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Messages;

/// <summary>Puts a message that did not arrive back in line. For an uncertain one a person decides that telling twice is better than not at all.</summary>
public static class ResendMessage
{
    public static async Task<IResult> Handle(
        EntityId id, Caller caller, IdempotentCall call, Db db, OutboxStore outbox, AreaStore areas, TimeProvider time)
    {
        await ListMessages.RequireDistrict(caller, areas);
        if (await db.Read(session => outbox.Find(session, id.Value)) is null)
            throw new Refusal(RequestErrors.NotFound);
        return await call.Move(async tx =>
        {
            if (await outbox.Resend(tx, id.Value, time.Now()) == 0)
                throw new Refusal(MessageErrors.NotResendable);
            return MessageView.Of((await outbox.Find(tx, id.Value))!);
        });
    }
}
