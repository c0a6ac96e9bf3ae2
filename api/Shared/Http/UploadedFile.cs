using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// Marks a route whose body is one file as multipart/form-data, the way in which wx.uploadFile sends it. For this route alone the body
/// may be as large as the file, in bytes, and its wrapping.
/// </summary>
public sealed record TakesFile(int LargestFile, ErrorCode TooLarge) : IRequestSizeLimitMetadata
{
    private const int Wrapping = 16 * 1024;

    public long? MaxRequestBodySize => LargestFile + Wrapping;
}

/// <summary>
/// The file of a request. It was read before the operation runs, since its bytes tell a repeat from another request; what is wrong with it
/// is said when the operation asks for it. The name that the client gave it is not read.
/// </summary>
public sealed class UploadedFile
{
    private const string Field = "file";
    private readonly Func<Refusal>? problem;

    private UploadedFile(ReadOnlyMemory<byte> bytes, Func<Refusal>? problem)
    {
        Bytes = bytes;
        this.problem = problem;
    }

    /// <summary>What stands for the file in the request's hash: the whole body where it could not be read.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; }

    public static ValueTask<UploadedFile?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<UploadedFile>());

    /// <exception cref="Refusal">No multipart body (415), not exactly one file in it, in the field <c>file</c> (400), or too many bytes.</exception>
    public ReadOnlyMemory<byte> Require(int most, ErrorCode tooLarge)
    {
        if (problem is not null)
            throw problem();
        return Bytes.Length <= most ? Bytes : throw new Refusal(tooLarge);
    }

    internal static async Task<UploadedFile> Read(string? contentType, MemoryStream body)
    {
        var whole = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (BoundaryOf(contentType) is not { } boundary)
            return new UploadedFile(whole, () => new Refusal(RequestErrors.WrongMediaType, "提交没有成功，请重新选择文件上传"));
        try
        {
            return await OnlyFileOf(new MultipartReader(boundary, body)) is { } file ? new UploadedFile(file, null) : Broken(whole);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            return Broken(whole);
        }
    }

    private static UploadedFile Broken(ReadOnlyMemory<byte> whole) => new(whole, () => Refusal.Invalid(Field, "请上传一个文件"));

    /// <summary>Null when there is none, more than one, or one of another name; fields that are no files are passed over.</summary>
    private static async Task<ReadOnlyMemory<byte>?> OnlyFileOf(MultipartReader reader)
    {
        ReadOnlyMemory<byte>? file = null;
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } header || !header.IsFileDisposition())
                continue;
            if (file is not null || HeaderUtilities.RemoveQuotes(header.Name).Value != Field)
                return null;
            using var bytes = new MemoryStream();
            await section.Body.CopyToAsync(bytes);
            file = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        }
        return file;
    }

    private static string? BoundaryOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 70 } boundary
            ? boundary
            : null;
}
