using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Attempts;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Members;

public sealed record CreateSessionRequest([property: Text(1, 128)] string Code);

public sealed record RoleView(string Role, EntityId AreaId, string AreaName);

public sealed record SessionUser(EntityId Id, string? Nickname, IReadOnlyList<RoleView> Roles);

public sealed record SessionView(string Token, DateTimeOffset ExpiresAt, SessionUser User);

/// <summary>Signs in with the one-time code of wx.login; the first sign-in enters the person.</summary>
public static class CreateSession
{
    public static async Task<Created<SessionView>> Handle(
        CreateSessionRequest body, IWeChat wechat, Db db, MemberStore members, AttemptStore attempts, AreaStore areas, IOptions<SessionOptions> options,
        TimeProvider time, CancellationToken cancellation)
    {
        var login = await wechat.CodeToSession(body.Code, cancellation);
        var token = members.NewToken();
        var now = time.Now();
        var expiresAt = now + options.Value.Life;
        var (profile, roles) = await db.InTransaction(async tx =>
        {
            var entered = await members.Enter(tx, login.OpenId, login.UnionId, now);
            var signIns = await attempts.Take(tx, new AttemptLimit("session.signIn", options.Value.SignInsPerHour, TimeSpan.FromHours(1)).By(entered.Id), now);
            if (signIns.IsUsedUp)
                throw new Refusal(MemberErrors.TooManySignIns, retryAfter: signIns.WaitFrom(now));
            await members.OpenSession(tx, SessionToken.Hash(token), entered.Id, now, expiresAt);
            return (entered, await members.ListRoles(tx, entered.Id));
        });
        var user = new SessionUser(new EntityId(profile.Id), profile.Nickname, await RolesInWords.Of(roles, areas));
        return TypedResults.Created("/api/v1/me", new SessionView(token, expiresAt, user));
    }
}

internal static class RolesInWords
{
    public static async Task<IReadOnlyList<RoleView>> Of(IReadOnlyList<RoleAtArea> roles, AreaStore areas)
    {
        List<RoleView> views = [];
        foreach (var role in roles)
            views.Add(new RoleView(role.Role, new EntityId(role.AreaId), await areas.NameOf(role.AreaId)));
        return views;
    }
}
