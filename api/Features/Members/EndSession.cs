using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Members;

/// <summary>Signs out: the token is worthless from this moment on, on every replica.</summary>
public static class EndSession
{
    public static async Task<NoContent> Handle(Caller caller, Db db, MemberStore members, ReadCache cache)
    {
        await db.InTransaction(caller, async tx =>
        {
            var tokenHash = await members.FindTokenHash(tx, caller.SessionId);
            await members.EndSession(tx, caller.SessionId);
            if (tokenHash is not null)
                tx.AfterCommit(() => cache.Drop(CacheKeys.Caller(tokenHash).Name));
        });
        return TypedResults.NoContent();
    }
}
