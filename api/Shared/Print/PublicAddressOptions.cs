using System.Globalization;

namespace LinYuan.Api.Shared.Print;

/// <summary>The root-level setting PublicBaseUrl.</summary>
public sealed record PublicAddressOptions
{
    internal const string NotUsable = "PublicBaseUrl must be the absolute http or https address that people's phones reach this service by";

    /// <summary>The address that people's phones reach this service by. It is printed on posters, so choose one that lasts.</summary>
    public string PublicBaseUrl { get; set; } = "";

    internal bool IsUsable =>
        Uri.TryCreate(PublicBaseUrl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        && address.Query.Length == 0 && address.Fragment.Length == 0 && address.UserInfo.Length == 0 && PublicBaseUrl.Length <= 200;

    /// <summary>The whole address of a path, which begins with a slash.</summary>
    public string At(string path) => PublicBaseUrl.TrimEnd('/') + path;

    internal static void Read(PublicAddressOptions options, IConfiguration configuration, IHostEnvironment environment)
    {
        options.PublicBaseUrl = configuration["PublicBaseUrl"] ?? "";
        // On a developer's machine the service itself is the only address there is.
        if (options.PublicBaseUrl.Length == 0 && environment.IsDevelopment())
            options.PublicBaseUrl = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{configuration["PORT"] ?? "5080"}");
    }
}
