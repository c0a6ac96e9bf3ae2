using FastEndpoints;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Messages;

/// <summary>
/// Staff put a message that did not arrive back in line. For an uncertain one a person decides that telling twice is better than not at all.
/// </summary>
public sealed class ResendMessage(Db db, OutboxStore outbox, AreaStore areas, TimeProvider time) : Operation<EmptyRequest, MessageView>
{
    public override void Configure()
    {
        Post("/messages/{id}/resend");
        Group<Staff>();
        Moves(RequestErrors.NotFound, RequestErrors.AccessDenied, MessageErrors.NotResendable);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        await StaffScope.RequireDistrict(Caller, areas);
        if (await db.Read(session => outbox.Find(session, Id.Value)) is null)
            throw new Refusal(RequestErrors.NotFound);
        return await Call.Move(async tx =>
        {
            if (await outbox.Resend(tx, Id.Value, time.Now()) == 0)
                throw new Refusal(MessageErrors.NotResendable);
            return MessageView.Of((await outbox.Find(tx, Id.Value))!);
        });
    }
}
