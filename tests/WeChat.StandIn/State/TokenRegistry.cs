using System.Security.Cryptography;

namespace WeChat.StandIn;

/// <summary>
/// Access tokens of both families, which never touch each other. A replaced token lives on for the overlap. A forced refresh also
/// ends the token before the one it replaces at once, which is why two forced refreshes kill a leaked token.
/// </summary>
internal sealed class TokenRegistry
{
    private const int TokenCharacters = 136;

    private readonly Dictionary<string, AccessToken> _issued = new(StringComparer.Ordinal);
    private AccessToken? _plain;
    private AccessToken? _stable;
    private AccessToken? _stableBefore;
    private DateTimeOffset? _lastForced;
    private DateTime _forcedDay;
    private int _forcedToday;

    public AccessToken Plain(DateTimeOffset now)
    {
        _plain?.Retire(now);
        _plain = Issue(now);
        return _plain;
    }

    public AccessToken Stable(DateTimeOffset now)
    {
        if (_stable is null || _stable.Expires - now < WeChatLimits.TokenOverlap) Rotate(now);
        return _stable!;
    }

    /// <summary>Null when today's forced refreshes are used up.</summary>
    public AccessToken? StableForced(DateTimeOffset now)
    {
        if (_lastForced is { } last && now - last < WeChatLimits.ForcedRefreshInterval) return Stable(now);
        var day = now.ToOffset(WeChatLimits.QuotaDayOffset).Date;
        if (day != _forcedDay) (_forcedDay, _forcedToday) = (day, 0);
        if (_forcedToday >= WeChatLimits.ForcedRefreshesPerDay) return null;
        _forcedToday++;
        _lastForced = now;
        _stableBefore?.End(now);
        Rotate(now);
        return _stable;
    }

    /// <summary>The error code for this token: 0 when it is good.</summary>
    public int Check(string? text, DateTimeOffset now)
    {
        if (text is null) return WeChatErrors.TokenMissing;
        if (!_issued.TryGetValue(text, out var token)) return WeChatErrors.InvalidCredential;
        if (now < token.ValidUntil) return WeChatErrors.Ok;
        return now >= token.Expires ? WeChatErrors.TokenExpired : WeChatErrors.InvalidCredential;
    }

    private void Rotate(DateTimeOffset now)
    {
        _stable?.Retire(now);
        _stableBefore = _stable;
        _stable = Issue(now);
    }

    private AccessToken Issue(DateTimeOffset now)
    {
        var token = new AccessToken(RandomNumberGenerator.GetHexString(TokenCharacters, lowercase: true), now + WeChatLimits.TokenLife);
        _issued.Add(token.Text, token);
        return token;
    }
}

internal sealed class AccessToken(string text, DateTimeOffset expires)
{
    public string Text { get; } = text;

    /// <summary>When it would end by itself.</summary>
    public DateTimeOffset Expires { get; } = expires;

    /// <summary>When it ends, a replacement considered.</summary>
    public DateTimeOffset ValidUntil { get; private set; } = expires;

    public int SecondsLeft(DateTimeOffset now) => (int)(Expires - now).TotalSeconds;

    public void Retire(DateTimeOffset now)
    {
        if (now < ValidUntil) ValidUntil = now + WeChatLimits.TokenOverlap;
    }

    public void End(DateTimeOffset now)
    {
        if (now < ValidUntil) ValidUntil = now;
    }
}
