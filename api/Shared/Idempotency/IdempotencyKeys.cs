using System.Security.Cryptography;
using System.Text;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Shared.Idempotency;

/// <summary>Marks a route whose calls need a key.</summary>
public sealed record NeedsIdempotencyKey;

/// <summary>
/// Reads the key and the body before anything else does: the hash over method, address and the body's meaning is what tells a repeat from
/// another request under the same key.
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
        var body = context.Request.Body as MemoryStream ?? throw new InvalidOperationException("The body of a keyed route is kept.");
        var file = await FileIn(context, body);
        context.Request.Body = file is null ? body : Stream.Null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(context.Request.Method + " " + context.Request.Path + context.Request.QueryString + "\n"));
        hash.AppendData(file is null ? JsonMeaning.Of(body.GetBuffer().AsMemory(0, (int)body.Length)).Span : file.Bytes.Span);
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
}
