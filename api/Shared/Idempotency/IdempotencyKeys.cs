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
/// Reads the key and the body before anything else does: the hash over method, address and body is what tells a repeat from another
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

    private static async Task<IdempotencyKey> Read(HttpContext context)
    {
        var header = context.Request.Headers[Header].ToString();
        if (header.Length is < Shortest or > Longest || !header.All(character => character is >= '!' and <= '~'))
            throw new Refusal(RequestErrors.KeyRequired);
        var caller = context.Features.Get<Caller>() ?? throw new InvalidOperationException("A keyed route needs a session.");
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        var file = await FileIn(context, body);
        // A move that takes no body may be sent one, but not a broken one.
        var takesNone = file is null && context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is null;
        if (takesNone && body.Length > 0 && !IsJsonObject(body))
            throw Refusal.Invalid("body", "格式不正确");
        context.Request.Body = file is null ? body : Stream.Null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(context.Request.Method + " " + context.Request.Path + context.Request.QueryString + "\n"));
        hash.AppendData(file is null ? body.GetBuffer().AsSpan(0, (int)body.Length) : file.Bytes.Span);
        body.Position = 0;
        return new IdempotencyKey(caller, SHA256.HashData(Encoding.ASCII.GetBytes(header)), hash.GetHashAndReset());
    }

    /// <summary>Of an upload the file counts and not the wrapping around it, which a client makes anew for each try.</summary>
    private static async Task<UploadedFile?> FileIn(HttpContext context, MemoryStream body)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<TakesFile>() is null)
            return null;
        var file = await UploadedFile.Read(context.Request.ContentType, body);
        context.Features.Set(file);
        return file;
    }

    private static bool IsJsonObject(MemoryStream body)
    {
        try
        {
            using var json = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
