using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LinYuan.Api.Features.Members;

/// <param name="Confirm">The word <c>delete</c>: nobody's account goes because of a wrong address.</param>
public sealed record DeleteMeRequest([property: Needed] string? Confirm);

/// <summary>
/// Deletes the account: every area erases what it holds, or refuses while a case is open that somebody else depends on. All of it
/// happens in one transaction or not at all. All photos that the person added go, also those by which the owner of a clue showed how it
/// was solved.
/// </summary>
public static class DeleteMe
{
    /// <summary>The word that confirms it.</summary>
    private const string Confirmation = "delete";

    public static async Task<NoContent> Handle(
        [FromBody] DeleteMeRequest? body, Caller caller, Db db, MemberStore members, IServiceProvider services)
    {
        if (body?.Confirm != Confirmation)
            throw Refusal.Invalid("confirm", $"注销账号不能撤销，请填写“{Confirmation}”确认");
        try
        {
            await db.InTransaction(caller, tx => Erase(services, tx, caller.UserId));
        }
        catch (Refusal refusal) when (refusal.Error == RequestErrors.SessionExpired)
        {
            // Of two taps at once the other has done what this one asked for.
            if (await db.Read(session => members.FindOpenId(session, caller.UserId)) is not null)
                throw;
        }
        return TypedResults.NoContent();
    }

    /// <summary>
    /// Erases all that is held on a person, also when WeChat says that the account there was closed. Nothing is left to do for an account
    /// that is deleted.
    /// </summary>
    public static async Task Erase(IServiceProvider services, Tx tx, long userId)
    {
        var members = services.GetRequiredService<MemberStore>();
        // First of all, as whatever is done in a person's name does it: nothing new is begun between an area's erasure and the commit.
        if (!await members.LockOther(tx, userId))
            return;
        var tokenHashes = await members.ListTokenHashes(tx, userId);
        foreach (var data in services.GetServices<PersonalData>())
            await data.Erase(services, tx, userId);
        await services.GetRequiredService<IdempotencyStore>().EraseAnswersTo(tx, userId);
        // Sessions are cached: their end must be known at once, also to the other replicas.
        foreach (var tokenHash in tokenHashes)
            tx.AfterCommit(() => services.GetRequiredService<ReadCache>().Drop(CacheKeys.Caller(tokenHash).Name));
    }

    public static Task EraseProfile(IServiceProvider services, Tx tx, long userId) =>
        services.GetRequiredService<MemberStore>().Erase(tx, userId, services.GetRequiredService<TimeProvider>().Now());
}
