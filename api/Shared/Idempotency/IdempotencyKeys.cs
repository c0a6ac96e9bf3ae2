using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using Microsoft.AspNetCore.Http.Metadata;

namespace LinYuan.Api.Shared.Idempotency;

/// <summary>Marks a route whose calls need a key.</summary>
public sealed record NeedsIdempotencyKey;

/// <summary>
/// Reads the key and the body before anything else does: the hash over method, path and body is what tells a repeat from another
/// request under the same key.
/// </summary>
public sealed class IdempotencyKeys(RequestDelegate next)
{
    public const string Header = "Idempotency-Key";
    private const int Shortest = 8;
    private const int Longest = 128;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<NeedsIdempotencyKey>() is not null)
            context.Features.Set(await Read(context));
        await next(context);
    }

    /// <summary>A move that takes no body may be sent one, but not a broken one.</summary>
    private static void RequireJson(MemoryStream body)
    {
        try
        {
            using var json = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            if (json.RootElement.ValueKind is JsonValueKind.Object)
                return;
        }
        catch (JsonException)
        {
            throw Refusal.Invalid("body", "格式不正确");
        }
        throw Refusal.Invalid("body", "格式不正确");
    }

    private static async Task<IdempotencyKey> Read(HttpContext context)
    {
        var header = context.Request.Headers[Header].ToString();
        if (header.Length is < Shortest or > Longest || !header.All(character => character is >= '!' and <= '~'))
            throw new Refusal(RequestErrors.KeyRequired);
        var caller = context.Features.Get<Caller>() ?? throw new InvalidOperationException("A keyed route needs a session.");
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length > 0 && context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is null)
            RequireJson(body);
        context.Request.Body = body;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(context.Request.Method + " " + context.Request.Path + "\n"));
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
        body.Position = 0;
        return new IdempotencyKey(caller.UserId, SHA256.HashData(Encoding.ASCII.GetBytes(header)), hash.GetHashAndReset());
    }
}
