using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace LinYuan.Tests.Shared.Http;

/// <summary>
/// Sends the bytes of a request as they are, also such as no HTTP client would send, and reads the whole answer. The request has to end
/// the connection: <see cref="Get"/> writes one that does.
/// </summary>
public static class RawHttp
{
    public static Task<RawAnswer> Get(Lane lane, string target, params string[] headers) => Send(lane, "GET", target, headers);

    public static Task<RawAnswer> Send(Lane lane, string method, string target, params string[] headers) => Send(lane, Encoding.Latin1.GetBytes(
        $"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n"));

    public static async Task<RawAnswer> Send(Lane lane, byte[] request)
    {
        using var client = new TcpClient();
        var address = lane.Http.BaseAddress!;
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(request);
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);
        var text = Encoding.UTF8.GetString(read.ToArray());
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? throw new InvalidDataException($"No answer: {text}") : new RawAnswer(text[..end], text[(end + 4)..]);
    }
}

public sealed record RawAnswer(string Head, string Body)
{
    public int Status => int.Parse(Head.Split(' ')[1]);

    /// <summary>The problem's code, also of a body that comes in chunks; null when the answer is no problem.</summary>
    public string? Code => Head.Contains("application/problem+json", StringComparison.Ordinal) && Body.Contains('{', StringComparison.Ordinal)
        ? JsonSerializer.Deserialize<JsonElement>(Body[Body.IndexOf('{', StringComparison.Ordinal)..(Body.LastIndexOf('}') + 1)]).GetProperty("code").GetString()
        : null;

    public string? Header(string name) => Head.Split("\r\n").Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();
}
