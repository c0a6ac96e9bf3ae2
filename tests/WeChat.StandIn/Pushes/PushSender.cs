using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WeChat.StandIn;

/// <summary>
/// How waiting pushes go out: <see cref="DownloadFailed"/> makes media checks report -1008, <see cref="Suggest"/> (pass, review or risky)
/// overrides their verdict, <see cref="Copies"/> delivers each push that often with the same content, as WeChat's re-sends do.
/// </summary>
public sealed record FlushRequest(bool DownloadFailed = false, string? Suggest = null, int Copies = 1)
{
    private const int MostCopies = 100;

    /// <summary>Why this cannot be done, or null.</summary>
    public string? Problem()
    {
        if (Copies is < 1 or > MostCopies) return $"copies must be 1 to {MostCopies}";
        return Suggest is not null && Verdict.Named(Suggest) is null ? "suggest must be pass, review or risky" : null;
    }
}

/// <summary>One push delivered or given up: <see cref="Status"/> is the callback's last HTTP status, null when none came in time.</summary>
public sealed record PushDelivery(string Event, string Openid, int Attempts, bool Delivered, int? Status, string? Reply);

internal sealed class PushSender(StandInOptions options, TimeProvider time)
{
    private const int NonceDigits = 1_000_000_000;

    /// <summary>Sends one push, again while it fails, three times in all; every attempt carries the same bytes.</summary>
    public async Task<PushDelivery> Deliver(PendingPush push, FlushRequest flush, Uri address, HttpClient http)
    {
        var now = time.GetUtcNow();
        var message = push.Message(flush, options.AppId, now).ToJsonString(StandInJson.AsWeChat);
        var (query, body) = Envelope(message, push.Openid, now);
        var target = new UriBuilder(address) { Query = query }.Uri;
        var delivery = new PushDelivery(push.Event, push.Openid, 0, Delivered: false, Status: null, Reply: null);
        while (!delivery.Delivered && delivery.Attempts < WeChatLimits.PushAttempts) delivery = await Attempt(delivery, target, body, http);
        return delivery;
    }

    private static async Task<PushDelivery> Attempt(PushDelivery before, Uri target, byte[] body, HttpClient http)
    {
        var attempt = before with { Attempts = before.Attempts + 1, Status = null, Reply = null };
        using var deadline = new CancellationTokenSource(WeChatLimits.PushTimeout, TimeProvider.System);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await http.PostAsync(target, content, deadline.Token);
            var reply = await response.Content.ReadAsStringAsync(deadline.Token);
            return attempt with { Delivered = response.IsSuccessStatusCode, Status = (int)response.StatusCode, Reply = reply };
        }
        catch (HttpRequestException)
        {
            return attempt;
        }
        catch (OperationCanceledException)
        {
            return attempt;
        }
    }

    private (string Query, byte[] Body) Envelope(string message, string openid, DateTimeOffset now)
    {
        var token = options.PushToken ?? throw new InvalidOperationException("PushToken is not set.");
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetInt32(NonceDigits).ToString(CultureInfo.InvariantCulture);
        var query = $"signature={PushEnvelope.Sign(token, timestamp, nonce)}&timestamp={timestamp}&nonce={nonce}&openid={openid}";
        if (options.EncodingAesKey is not { } key) return (query, System.Text.Encoding.UTF8.GetBytes(message));
        var encrypted = PushEnvelope.Encrypt(message, options.AppId, key);
        var body = new JsonObject { ["ToUserName"] = PendingPush.Account, ["Encrypt"] = encrypted };
        query += $"&encrypt_type=aes&msg_signature={PushEnvelope.Sign(token, timestamp, nonce, encrypted)}";
        return (query, JsonSerializer.SerializeToUtf8Bytes(body, StandInJson.AsWeChat));
    }
}
