using System.Security.Cryptography;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Photos;

/// <summary>A file in the folder, with the time when it was written by our own clock.</summary>
public sealed record StoredFile(string FileName, DateTimeOffset WrittenAt);

/// <summary>
/// The pictures on disk, in a folder that all replicas share: two levels of folders by the first letters of the name, so that none grows
/// large.
/// </summary>
public sealed partial class PhotoFiles(IOptions<PhotoOptions> options, TimeProvider time, ILogger<PhotoFiles> logger)
{
    private const int NameLength = 32;
    private const string Unfinished = ".part";

    private readonly string folder = options.Value.Directory;

    /// <summary>128 random bits in hexadecimal.</summary>
    public static string NewName() => RandomNumberGenerator.GetHexString(NameLength, lowercase: true);

    /// <summary>
    /// Writes a picture under a new name. Beside its place first, and on the disk before it is moved there: a file of that name is whole,
    /// whatever breaks down meanwhile.
    /// </summary>
    /// <exception cref="Refusal">503: the folder cannot be written to.</exception>
    public async Task Write(string name, CleanPicture picture)
    {
        var path = PathOf(name);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var file = new FileStream(path + Unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, useAsync: true))
            {
                foreach (var piece in picture.Pieces)
                    await file.WriteAsync(piece);
                file.Flush(flushToDisk: true);
            }
            File.SetLastWriteTimeUtc(path + Unfinished, time.Now().UtcDateTime);
            File.Move(path + Unfinished, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(error);
            throw new Refusal(RequestErrors.Busy);
        }
    }

    /// <summary>Null when there is no such file.</summary>
    public Stream? Open(string name)
    {
        try
        {
            return new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            LogMissing(name);
            return null;
        }
    }

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
        select new StoredFile(file.Name, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));

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
        (fileName.EndsWith(Unfinished, StringComparison.Ordinal) ? fileName[..^Unfinished.Length] : fileName) is { Length: NameLength } name
        && name.All(char.IsAsciiHexDigitLower);

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
