using System.Net.Http.Headers;
using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Photos;

/// <summary>The steps of these tests, as the mini program makes them.</summary>
internal static class PhotoUploads
{
    /// <summary>Uploads as wx.uploadFile does: one part with a file name, of a new boundary each time.</summary>
    public static Task<Answer> Upload(
        this Client who, string wishId, byte[] file, string? subject = "wish", string? key = null, string fileName = "photo.jpg", string type = "image/jpeg") =>
        who.UploadForm(wishId, new MultipartFormDataContent { { Part(file, type), "file", fileName } }, subject, key);

    public static Task<Answer> UploadForm(this Client who, string wishId, HttpContent form, string? subject = "wish", string? key = null) =>
        who.SendForm($"/api/v1/wishes/{wishId}/photos{(subject is null ? "" : "?for=" + subject)}", form, key);

    /// <summary>One picture to a path such as <c>/api/v1/clues/1/photos?for=clue</c>.</summary>
    public static Task<Answer> UploadTo(this Client who, string path, byte[]? file = null, string? key = null) =>
        who.SendForm(path, new MultipartFormDataContent { { Part(file ?? TestJpeg.Of(), "image/jpeg"), "file", "photo.jpg" } }, key);

    private static Task<Answer> SendForm(this Client who, string path, HttpContent form, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? Client.NewKey());
        return who.Send(request);
    }

    public static ByteArrayContent Part(byte[] file, string type)
    {
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue(type);
        return part;
    }

    /// <summary>The photos that someone sees of the wish, as "for:status".</summary>
    public static Task<IReadOnlyList<string>> PhotosSeenBy(this WishStory story, Client who) => who.PhotosAt($"/api/v1/wishes/{story.Id}/photos");

    /// <summary>The photos that someone sees in a list, as "for:status".</summary>
    public static async Task<IReadOnlyList<string>> PhotosAt(this Client who, string path) =>
    [
        .. (await who.Get(path)).ShouldBe(200).Items.Select(item => $"{item.GetProperty("for").GetString()}:{item.GetProperty("status").GetString()}"),
    ];

    /// <summary>The link to the first photo that someone sees.</summary>
    public static async Task<string> PhotoLink(this WishStory story, Client who) =>
        PathOf((await who.Get($"/api/v1/wishes/{story.Id}/photos")).ShouldBe(200).Text("items.0.url")!);

    /// <summary>Of an address below the public one, what this lane serves.</summary>
    public static string PathOf(string url)
    {
        url.ShouldStartWith("https://linyuan.example/photos/");
        return new Uri(url).PathAndQuery;
    }

    public static Task<int> PutVisible(this Lane lane, string photoId) =>
        lane.Sql.Execute("UPDATE photos SET status = 'visible', check_by = NULL WHERE id = @photoId", new { photoId });

    /// <summary>The files of a lane.</summary>
    public static IReadOnlyList<string> Files(this Lane lane) => [.. Directory.EnumerateFiles(lane.PhotoFolder, "*", SearchOption.AllDirectories)];

    public static async Task<string> FileOf(this Lane lane, string photoId)
    {
        var name = (await lane.Sql.Value<string>("SELECT name FROM photos WHERE id = @photoId", new { photoId }))!;
        return Path.Combine(lane.PhotoFolder, name[..2], name[2..4], name);
    }
}
