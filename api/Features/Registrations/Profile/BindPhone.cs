using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Registrations.Profile;

[ValidatableType]
public sealed record BindPhoneRequest([property: Text(1, 128)] string Code);

/// <summary>The caller binds the phone that WeChat vouches for, by the one-time code of its phone button.</summary>
public sealed class BindPhone(IWeChat wechat, MemberStore members, MyProfile profile) : Operation<BindPhoneRequest, MeView>
{
    protected override string Tag => "Members";

    public override void Configure()
    {
        Post("/me/phone");
        Group<People>();
        Moves(WeChatRefusals.CodeInvalid, WeChatRefusals.Unavailable);
    }

    protected override Task<IResult> Handle(BindPhoneRequest request, CancellationToken ct) => Call.After(
        // Whoever leaves must not fail those who share the call, and the code is used up either way.
        async () => (await wechat.GetPhoneNumber(request.Code, CancellationToken.None), await profile.Of(Caller)),
        before => Call.Move(async tx =>
        {
            var (phone, me) = before;
            await members.SetPhone(tx, Caller.UserId, phone);
            return me with { Phone = Mask.Phone(phone) };
        }));
}
