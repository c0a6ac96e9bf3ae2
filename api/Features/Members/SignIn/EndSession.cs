using FastEndpoints;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Members.SignIn;

/// <summary>The caller signs out: the token is worthless from this moment on, on every replica.</summary>
public sealed class EndSession(Db db, MemberStore members, ReadCache cache) : Operation<EmptyRequest, NoContent>
{
    public override void Configure()
    {
        Delete("/sessions/current");
        Group<People>();
        Removes();
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        await db.InTransaction(Caller, async tx =>
        {
            var tokenHash = await members.FindTokenHash(tx, Caller.SessionId);
            await members.EndSession(tx, Caller.SessionId);
            if (tokenHash is not null)
                tx.AfterCommit(() => cache.Drop(CacheKeys.Caller(tokenHash).Name));
        });
        return TypedResults.NoContent();
    }
}
