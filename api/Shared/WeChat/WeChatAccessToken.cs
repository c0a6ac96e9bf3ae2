using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using LinYuan.Api.Shared.Cache;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.WeChat;

/// <summary>The access token, in memory over Redis over WeChat's <c>stable_token</c>.</summary>
/// <remarks>
/// Only the normal mode is used: it gives every replica the same token, whereas a forced refresh kills the token that the
/// others hold, and is allowed 20 times a day.
/// </remarks>
public sealed class WeChatAccessToken(
    WeChatTransport transport, WeChatCalls calls, RedisLink redis, IOptions<WeChatOptions> options, TimeProvider clock)
{
    // WeChat issues the next token five minutes before the end, and both are good until then.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(1);

    private readonly WeChatOptions options = options.Value;
    private readonly SingleFlight<Held> fetches = new();
    private Held? held;
    private string? refused;

    private string RedisKey => "wechat:token:" + options.AppId;

    /// <exception cref="WeChatException">No token could be had; the call that needs it was not made.</exception>
    public async Task<string> Current(CancellationToken limit)
    {
        if (Fresh(Volatile.Read(ref held)) is { } good) return good.Token;
        try
        {
            return (await fetches.Run("token", Fetch).WaitAsync(limit)).Token;
        }
        catch (OperationCanceledException failure)
        {
            throw WeChatErrors.NotSent(WeChatApi.StableToken, failure);
        }
    }

    /// <summary>Forgets a token that WeChat refused.</summary>
    public async Task Drop(string token)
    {
        // Only if it is still the one in use: of many calls refused together, the late ones must not drop the new token.
        // It is remembered until it is gone from Redis too, where another call could pick it up again before that.
        if (Volatile.Read(ref held)?.Token == token) Volatile.Write(ref refused, token);
        if (await ReadShared() is { } shared && shared.Token == token) await redis.Delete(RedisKey);
    }

    private Held? Fresh(Held? token) => Untainted(token) && clock.GetUtcNow() < token.RefreshAt ? token : null;

    private bool Untainted([NotNullWhen(true)] Held? token) => token is not null && token.Token != Volatile.Read(ref refused);

    private async Task<Held> Fetch()
    {
        if (Fresh(Volatile.Read(ref held)) is { } good) return good;
        if (Fresh(await ReadShared()) is { } shared)
        {
            Volatile.Write(ref held, shared);
            return shared;
        }
        try
        {
            return await FetchFromWeChat();
        }
        // Out of quota or out of reach is no reason to give up a token that WeChat still takes.
        catch (WeChatException failure) when (failure.Kind is WeChatFailure.Unavailable or WeChatFailure.QuotaUsedUp)
        {
            var now = clock.GetUtcNow();
            var old = Volatile.Read(ref held);
            if (!Untainted(old) || now >= old.ValidUntil) throw;
            var kept = old with { RefreshAt = now + ShortestLife };
            Volatile.Write(ref held, kept);
            return kept;
        }
    }

    private async Task<Held> FetchFromWeChat()
    {
        using var limit = new CancellationTokenSource(options.CallTimeout, clock);
        var body = new { grant_type = "client_credential", appid = options.AppId, secret = options.Secret };
        var reply = await calls.Run(
            WeChatApi.StableToken, token => transport.Post<TokenReply>(WeChatApi.StableToken, "", body, token), limit.Token);
        var now = clock.GetUtcNow();
        var life = TimeSpan.FromSeconds(reply.ExpiresIn);
        var refresh = life - Overlap > ShortestLife ? life - Overlap : ShortestLife;
        var fresh = new Held(reply.AccessToken!, now + refresh, now + life);
        // WeChat may stand by the token that it refused, for example when only one of its servers did.
        if (!Untainted(fresh)) Volatile.Write(ref refused, null);
        Volatile.Write(ref held, fresh);
        await redis.Set(RedisKey, JsonSerializer.Serialize(fresh), refresh);
        return fresh;
    }

    private async Task<Held?> ReadShared()
    {
        try
        {
            return await redis.Get(RedisKey) is { } text ? JsonSerializer.Deserialize<Held>(text) : null;
        }
        // Written by another release: the next fetch overwrites it.
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A token, when to ask for the next, and until when WeChat takes this one.</summary>
    public sealed record Held(string Token, DateTimeOffset RefreshAt, DateTimeOffset ValidUntil)
    {
        /// <summary>Without the token, so that it cannot slip into a log.</summary>
        public override string ToString() => $"token until {ValidUntil:O}";
    }
}
