using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Members;

/// <summary>
/// Deletes the account: every area erases what it holds, or refuses while a case is open that somebody else depends on. All of it
/// happens in one transaction or not at all.
/// </summary>
public static class DeleteMe
{
    public static async Task<NoContent> Handle(
        Caller caller, Db db, IEnumerable<PersonalData> held, MemberStore members, IdempotencyStore answers, ReadCache cache,
        IServiceProvider services)
    {
        await db.InTransaction(async tx =>
        {
            var tokenHashes = await members.ListTokenHashes(tx, caller.UserId);
            foreach (var data in held)
                await data.Erase(services, tx, caller.UserId);
            await answers.EraseAnswersTo(tx, caller.UserId);
            foreach (var tokenHash in tokenHashes)
                tx.AfterCommit(() => cache.Drop(CacheKeys.Caller(tokenHash).Name));
        });
        return TypedResults.NoContent();
    }

    public static Task EraseProfile(IServiceProvider services, Tx tx, long userId) =>
        services.GetRequiredService<MemberStore>().Erase(tx, userId, services.GetRequiredService<TimeProvider>().Now());
}
