using System.Security.Cryptography;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Photos.Core.Pictures;

/// <summary>A file in the folder, with the time when it was written by our own clock.</summary>
/// <param name="Name">Of the photo that it belongs to; null for what was never finished and so belongs to none.</param>
public sealed record StoredFile(string FileName, string? Name, DateTimeOffset WrittenAt);

/// <summary>
/// The pictures on disk, in a folder that all replicas share: two levels of folders by the first letters of the name, so that none grows
/// large.
/// </summary>
public sealed partial class PhotoFiles(IOptions<PhotoOptions> options, TimeProvider time, ILogger<PhotoFiles> logger)
{
    private const int NameLength = 32;
    private const string Unfinished = ".part";
    private const string Small = ".small";

    private readonly string folder = options.Value.Directory;

    /// <summary>128 random bits in hexadecimal.</summary>
    public static string NewName() => RandomNumberGenerator.GetHexString(NameLength, lowercase: true);

    /// <summary>Writes a picture and its thumbnail under a new name.</summary>
    /// <exception cref="Refusal">503: the folder cannot be written to.</exception>
    public async Task Write(string name, CleanPicture picture)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
            await WriteWhole(PathOf(name + Small), picture.Thumbnail);
            await WriteWhole(PathOf(name), picture.File);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(error);
            throw new Refusal(RequestErrors.Busy);
        }
    }

    /// <summary>Beside its place first, and on the disk before it is moved there: a file of that name is whole, whatever breaks down meanwhile.</summary>
    private async Task WriteWhole(string path, byte[] bytes)
    {
        await using (var file = new FileStream(path + Unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, useAsync: true))
        {
            await file.WriteAsync(bytes);
            file.Flush(flushToDisk: true);
        }
        File.SetLastWriteTimeUtc(path + Unfinished, time.Now().UtcDateTime);
        File.Move(path + Unfinished, path);
    }

    /// <summary>Null when there is no such file.</summary>
    public Stream? Open(string name)
    {
        if (OpenIfThere(name) is { } file)
            return file;
        LogMissing(name);
        return null;
    }

    /// <summary>Null when the photo has none.</summary>
    public Stream? OpenThumbnail(string name) => OpenIfThere(name + Small);

    private FileStream? OpenIfThere(string fileName)
    {
        try
        {
            return new FileStream(PathOf(fileName), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>False when the picture or its thumbnail could not be removed; what is not there counts as removed.</summary>
    public bool RemovePicture(string name) => Remove(name + Small) && Remove(name);

    /// <summary>False when it could not be removed; one that is not there counts as removed.</summary>
    public bool Remove(string fileName)
    {
        try
        {
            File.Delete(PathOf(fileName));
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNotRemoved(error);
            return false;
        }
    }

    /// <summary>Our files after that name, in the order of their names, read as far as they are asked for. Others are left alone.</summary>
    public IEnumerable<StoredFile> After(string name) =>
        from first in Folders(folder, name, 0)
        from second in Folders(first, name, 2)
        from file in new DirectoryInfo(second).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal)
        where IsOurs(file.Name) && string.CompareOrdinal(file.Name, name) > 0
        select new StoredFile(file.Name, NameOf(file.Name), new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));

    /// <summary>Folders of one level that may hold names after that one.</summary>
    private static IEnumerable<string> Folders(string above, string name, int level)
    {
        var isOnTheWay = level == 0 || name.Length < level || string.Equals(Path.GetFileName(above), name[..level], StringComparison.Ordinal);
        var least = isOnTheWay && name.Length >= level + 2 ? name.Substring(level, 2) : "";
        return Directory.EnumerateDirectories(above)
            .Where(path => Path.GetFileName(path) is { Length: 2 } part && part.All(char.IsAsciiHexDigitLower) && string.CompareOrdinal(part, least) >= 0)
            .Order(StringComparer.Ordinal);
    }

    private static bool IsOurs(string fileName) =>
        fileName.Length >= NameLength && fileName[NameLength..] is "" or Small or Unfinished or Small + Unfinished
        && fileName[..NameLength].All(char.IsAsciiHexDigitLower);

    private static string? NameOf(string fileName) => fileName.EndsWith(Unfinished, StringComparison.Ordinal) ? null : fileName[..NameLength];

    private string PathOf(string fileName) => IsOurs(fileName)
        ? Path.Combine(folder, fileName[..2], fileName[2..4], fileName)
        : throw new ArgumentException("That is no name of a photo's file.", nameof(fileName));

    [LoggerMessage(LogLevel.Error, "A photo could not be written")]
    private partial void LogNotWritten(Exception error);

    [LoggerMessage(LogLevel.Error, "A photo could not be removed")]
    private partial void LogNotRemoved(Exception error);

    [LoggerMessage(LogLevel.Error, "The file of photo {Name} is missing")]
    private partial void LogMissing(string name);
}
