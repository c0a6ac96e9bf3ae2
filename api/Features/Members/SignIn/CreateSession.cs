using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Members.SignIn;

[ValidatableType]
public sealed record CreateSessionRequest([property: Text(1, 128)] string Code);

public sealed record SessionUser(EntityId Id, string? Nickname, IReadOnlyList<RoleView> Roles);

public sealed record SessionView(string Token, DateTimeOffset ExpiresAt, SessionUser User);

/// <summary>Anyone signs in with the one-time code of wx.login; the first sign-in enters the person.</summary>
public sealed class CreateSession(IWeChat wechat, SignIns signIns, AreaStore areas) : Operation<CreateSessionRequest, SessionView>
{
    public override void Configure()
    {
        Post("/sessions");
        Group<Newcomers>();
        Begins(MemberErrors.TooManySignIns, WeChatRefusals.CodeInvalid, WeChatRefusals.Blocked, WeChatRefusals.Unavailable);
    }

    protected override async Task<IResult> Handle(CreateSessionRequest request, CancellationToken ct)
    {
        var opened = await signIns.Open(await wechat.CodeToSession(request.Code, ct));
        var user = new SessionUser(new EntityId(opened.Profile.Id), opened.Profile.Nickname, await RoleViews.Of(opened.Roles, areas));
        return TypedResults.Created("/api/v1/me", new SessionView(opened.Token, opened.ExpiresAt, user));
    }
}
