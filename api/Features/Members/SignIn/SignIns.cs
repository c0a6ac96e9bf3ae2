using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Attempts;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Members.SignIn;

/// <param name="Token">In plain text, for the person alone: only its hash is stored.</param>
public sealed record OpenedSession(string Token, DateTimeOffset ExpiresAt, Profile Profile, IReadOnlyList<RoleAtArea> Roles);

/// <summary>Opens a session for whom WeChat vouches for; the first one enters the person.</summary>
public sealed class SignIns(Db db, MemberStore members, AttemptStore attempts, IOptions<Core.SessionOptions> options, TimeProvider time)
{
    public Task<OpenedSession> Open(WeChatLogin login)
    {
        var token = members.NewToken();
        var now = time.Now();
        var expiresAt = now + options.Value.Life;
        return db.InTransaction(async tx =>
        {
            var entered = await members.Enter(tx, login.OpenId, login.UnionId, now);
            var signIns = await attempts.Take(tx, new AttemptLimit("session.signIn", options.Value.SignInsPerHour, TimeSpan.FromHours(1)).By(entered.Id), now);
            if (signIns.IsUsedUp)
                throw new Refusal(MemberErrors.TooManySignIns, retryAfter: signIns.WaitFrom(now));
            await members.OpenSession(tx, SessionToken.Hash(token), entered.Id, now, expiresAt);
            return new OpenedSession(token, expiresAt, entered, await members.ListRoles(tx, entered.Id));
        });
    }
}
