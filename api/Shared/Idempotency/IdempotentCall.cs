using System.Security.Cryptography;
using System.Text.Json;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace LinYuan.Api.Shared.Idempotency;

/// <summary>
/// Runs an operation's transaction in the caller's name and so that one key has one effect: the key's row, the effect and the answer are
/// committed together or not at all. A repeat is given the stored answer; a refused call leaves no row.
/// </summary>
public sealed class IdempotentCall(
    Db db, IdempotencyStore store, FieldCipher cipher, TimeProvider time, IOptions<JsonOptions> json, SingleFlight<IResult> underWay,
    IdempotencyKey key)
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);
    private const string Purpose = "idempotency.answer";
    private const int Looks = 20;
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(50);
    private IReadOnlyCollection<long> others = [];

    public static ValueTask<IdempotentCall?> BindAsync(HttpContext context) => ValueTask.FromResult<IdempotentCall?>(Of(context));

    public static IdempotentCall Of(HttpContext context)
    {
        var key = context.Features.Get<IdempotencyKey>() ?? throw new InvalidOperationException("The route is not marked with an idempotency key.");
        return ActivatorUtilities.CreateInstance<IdempotentCall>(context.RequestServices, key);
    }

    /// <summary>People for whom the call begins or ends something: they are locked with the caller, before anything else is.</summary>
    public IdempotentCall With(params IReadOnlyCollection<long> people)
    {
        others = people;
        return this;
    }

    /// <summary>
    /// A move: 200 with the thing's new view. <paramref name="beforeRepeat"/> may refuse to give the stored answer again, where it holds
    /// something that the caller was allowed to see only for a time.
    /// </summary>
    public Task<IResult> Move<T>(Func<Tx, Task<T>> work, Func<DbSession, Task>? beforeRepeat = null) =>
        Run(StatusCodes.Status200OK, work, _ => null, beforeRepeat);

    /// <summary>A creation: 201 with the thing and its address.</summary>
    public Task<IResult> Create<T>(Func<Tx, Task<T>> work, Func<T, string> location, Func<DbSession, Task>? beforeRepeat = null) =>
        Run(StatusCodes.Status201Created, work, location, beforeRepeat);

    /// <summary>
    /// Work outside the database that goes before the transaction, such as WeChat's text check. A repeat is answered
    /// from the stored row first, so that it neither asks WeChat again nor fails because WeChat is away.
    /// </summary>
    /// <remarks>
    /// Repeats at the same moment share one run: a one-time code that the first has just used up must not fail the second.
    /// </remarks>
    public async Task<IResult> After<TBefore>(Func<Task<TBefore>> before, Func<TBefore, Task<IResult>> then)
    {
        var isMine = false;
        var name = $"{key.UserId}:{Convert.ToHexString(key.KeyHash)}:{Convert.ToHexString(key.RequestHash)}";
        var answer = await underWay.Run(name, async () =>
        {
            isMine = true;
            return await db.Read(session => Replay(session, null)) is { } replay ? replay : await then(await before());
        });
        return isMine || answer is not JsonAnswer shared ? answer : shared with { IsReplay = true };
    }

    /// <summary>The same for work that only checks.</summary>
    public Task<IResult> After(Func<Task> before, Func<Task<IResult>> then) => After(
        async () =>
        {
            await before();
            return true;
        },
        _ => then());

    private async Task<IResult> Run<T>(int status, Func<Tx, Task<T>> work, Func<T, string?> location, Func<DbSession, Task>? beforeRepeat)
    {
        var now = time.Now();
        try
        {
            return await db.InTransaction(
                key.Caller,
                async tx =>
                {
                    if (!await store.Take(tx, key, now))
                        throw new KeyTakenException();
                    var view = await work(tx);
                    var body = JsonSerializer.SerializeToUtf8Bytes(view, json.Value.SerializerOptions);
                    await store.StoreAnswer(tx, key, status, location(view), cipher.EncryptBytes(Purpose, body));
                    return (IResult)new JsonAnswer(status, body, location(view), IsReplay: false);
                },
                others);
        }
        catch (KeyTakenException)
        {
            // The row is past its life, and the sweep had not reached it yet, when there is none to answer with.
            return await StoredAnswer(now, beforeRepeat) ?? await Run(status, work, location, beforeRepeat);
        }
    }

    /// <summary>
    /// The answer of the call that took the key; null when that was so long ago that the key was freed just now. On a cluster the row may
    /// bar this node's insert a moment before this node can read it, so it is looked for again; after that the caller comes back.
    /// </summary>
    private async Task<IResult?> StoredAnswer(DateTimeOffset now, Func<DbSession, Task>? beforeRepeat)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (await db.Read(session => Replay(session, beforeRepeat)) is { } replay)
                return replay;
            // Once will do: a row that cannot be read yet is no day old.
            if (look == 0 && await db.Change(session => store.Forget(session, key, now - Life)) == 1)
                return null;
            await Task.Delay(LookPause);
        }
        throw new DatabaseUnavailableException("the answer that is stored for this key cannot be read yet");
    }

    private async Task<IResult?> Replay(DbSession session, Func<DbSession, Task>? beforeRepeat)
    {
        if (await store.Find(session, key) is not { Body: { } body } stored || stored.CreatedAt < time.Now() - Life)
            return null;
        if (!CryptographicOperations.FixedTimeEquals(stored.RequestHash, key.RequestHash))
            throw new Refusal(RequestErrors.KeyReused);
        if (beforeRepeat is not null)
            await beforeRepeat(session);
        return new JsonAnswer(stored.Status, cipher.DecryptBytes(Purpose, body), stored.Location, IsReplay: true);
    }

    /// <summary>An answer whose bytes are the stored ones, so that a repeat gets the same to the letter.</summary>
    private sealed record JsonAnswer(int Status, byte[] Body, string? Location, bool IsReplay) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = Status;
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = Body.Length;
            response.Headers.CacheControl = "no-store";
            if (Location is not null)
                response.Headers.Location = Location;
            if (IsReplay)
                response.Headers["Idempotent-Replayed"] = "true";
            return response.Body.WriteAsync(Body).AsTask();
        }
    }

    private sealed class KeyTakenException : Exception;
}
