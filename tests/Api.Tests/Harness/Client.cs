using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LinYuan.Tests.Harness;

/// <summary>
/// Speaks HTTP to a lane's api, with a bearer token when there is one. Every POST carries a fresh Idempotency-Key unless one is given;
/// <see cref="NoKey"/> leaves it out. A body is any object, or a string that is sent as it is.
/// </summary>
public class Client(HttpClient http)
{
    public const string NoKey = "";

    private static readonly JsonSerializerOptions AsTheMiniProgramWrites = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Null for someone who is not signed in.</summary>
    public string? Token { get; set; }

    public static string NewKey() => Guid.NewGuid().ToString("N");

    public Task<Answer> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Answer> Post(string path, object? body = null, string? key = null) => Send(HttpMethod.Post, path, body, key ?? NewKey());

    public Task<Answer> Patch(string path, object body) => Send(HttpMethod.Patch, path, body, NoKey);

    public Task<Answer> Put(string path, object body) => Send(HttpMethod.Put, path, body, NoKey);

    /// <summary>The deletion of an account carries its confirmation, as the mini program sends it after it has asked.</summary>
    public Task<Answer> Delete(string path, string? key = null) =>
        Send(HttpMethod.Delete, path, path == "/api/v1/me" ? new { confirm = "delete" } : null, key ?? NewKey());

    public Task<Answer> Send(HttpMethod method, string path, object? body, string key)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body, AsTheMiniProgramWrites), Encoding.UTF8, "application/json");
        if (key != NoKey)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return Send(request);
    }

    public async Task<Answer> Send(HttpRequestMessage request)
    {
        if (Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using (request)
        using (var response = await http.SendAsync(request))
        {
            return new Answer(
                (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers, response.Content.Headers,
                $"{request.Method} {request.RequestUri?.PathAndQuery}");
        }
    }
}
