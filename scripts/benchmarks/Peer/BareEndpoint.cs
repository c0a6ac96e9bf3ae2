using LinYuan.Benchmarks.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace LinYuan.Benchmarks.Peer;

/// <summary>What the web server alone could do: it answers one address with bytes and headers that it has in memory.</summary>
internal static class BareEndpoint
{
    /// <summary>The word by which the program is started as one.</summary>
    public const string Word = "bare-endpoint";

    /// <summary>A process that answers as the given address of another server does at this moment.</summary>
    public static Task<LocalServer> Start(Uri like)
    {
        var port = LocalServer.FreePort();
        string[] command = ["dotnet", typeof(BareEndpoint).Assembly.Location, Word, port.ToString(), like.AbsoluteUri];
        return LocalServer.Start("bare", command, new Dictionary<string, string>(StringComparer.Ordinal), port, like.PathAndQuery);
    }

    /// <summary>Answers until nobody holds the other end of its input.</summary>
    public static async Task Serve(int port, Uri like)
    {
        using HttpClient http = new();
        using var answer = await http.GetAsync(like);
        answer.EnsureSuccessStatusCode();
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var type = answer.Content.Headers.ContentType!.ToString();
        var headers = answer.Headers.Where(header => header.Key is "ETag" or "Cache-Control" or "X-Content-Type-Options")
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.Ordinal);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.MapGet(like.AbsolutePath, context =>
        {
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            context.Response.ContentType = type;
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes).AsTask();
        });
        await app.StartAsync();
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }
}
