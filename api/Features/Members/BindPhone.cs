using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Members;

public sealed record BindPhoneRequest([property: Text(1, 128)] string Code);

/// <summary>Takes the phone that WeChat vouches for, by the one-time code of its phone button.</summary>
public static class BindPhone
{
    public static Task<IResult> Handle(
        BindPhoneRequest body, Caller caller, IdempotentCall call, IWeChat wechat, Db db, MemberStore members,
        RegistrationStore registrations, GridWorkerStore gridWorkers, AreaStore areas) =>
        call.After(
            // Whoever leaves must not fail those who share the call, and the code is used up either way.
            async () => (
                await wechat.GetPhoneNumber(body.Code, CancellationToken.None),
                await GetMe.Handle(caller, db, members, registrations, gridWorkers, areas)),
            before => call.Move(async tx =>
            {
                var (phone, me) = before;
                await members.SetPhone(tx, caller.UserId, phone);
                return me with { Phone = Mask.Phone(phone) };
            }));
}
