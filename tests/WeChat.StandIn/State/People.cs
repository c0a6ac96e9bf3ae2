using System.Security.Cryptography;
using System.Text;

namespace WeChat.StandIn;

/// <summary>Who logged in, with which session key, who opened the mini program when, and which one-time codes are used up.</summary>
internal sealed class People
{
    private const int SessionKeyBytes = 16;

    private readonly HashSet<string> _usedCodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _lastActive = new(StringComparer.Ordinal);

    public bool IsUsed(string code) => _usedCodes.Contains(code);

    /// <summary>False when the code was used before.</summary>
    public bool Use(string code) => _usedCodes.Add(code);

    /// <summary>A new session key, made from the openid and how often it logged in, so that a run can be repeated.</summary>
    public string LogIn(string openid, DateTimeOffset now)
    {
        var logins = _sessions.TryGetValue(openid, out var before) ? before.Logins + 1 : 1;
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{openid}#{logins}"));
        var key = Convert.ToBase64String(digest.AsSpan(0, SessionKeyBytes));
        _sessions[openid] = new Session(key, logins);
        SetActive(openid, now);
        return key;
    }

    public string? SessionKey(string openid) => _sessions.TryGetValue(openid, out var session) ? session.Key : null;

    public DateTimeOffset? LastActive(string openid) => _lastActive.TryGetValue(openid, out var at) ? at : null;

    public void SetActive(string openid, DateTimeOffset at) => _lastActive[openid] = at;

    public bool IsActive(string openid, DateTimeOffset now) =>
        LastActive(openid) is { } at && now - at <= WeChatLimits.ActivityWindow;

    private sealed record Session(string Key, int Logins);
}
