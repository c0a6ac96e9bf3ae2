using System.Text.Json;
using LinYuan.Api.Features.Photos;
using LinYuan.Tests.Stations;

namespace LinYuan.Tests.Photos;

/// <summary>A browser draws what was rewritten exactly as it draws the original.</summary>
public sealed class PictureInBrowserTests
{
    private const string Page = """
        <!doctype html><meta charset="utf-8"><pre id="out"></pre>PICTURES<script>
        const draw = image => {
          const canvas = document.createElement('canvas'); canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
          if (!canvas.width) return [0, 0, []];
          const pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0);
          return [canvas.width, canvas.height, Array.from(pen.getImageData(0, 0, canvas.width, canvas.height).data)];
        };
        onload = () => {
          const drawn = [], images = [...document.images];
          for (let at = 0; at < images.length; at += 2) {
            const [a, b] = [draw(images[at]), draw(images[at + 1])];
            drawn.push({ width: b[0], height: b[1], same: JSON.stringify(a) === JSON.stringify(b), shades: new Set(b[2]).size });
          }
          document.getElementById('out').textContent = JSON.stringify(drawn);
        };
        </script>
        """;

    [Fact]
    public async Task Rewritten_pictures_look_the_same_to_the_pixel()
    {
        byte[][] files =
        [
            TestJpeg.Of(before: TestJpeg.Metadata), TestJpeg.Of(components: 3), TestJpeg.Of(components: 3, isProgressive: true, before: TestJpeg.Metadata),
            TestJpeg.Of(restartEach: 1), TestJpeg.Of(components: 3, isProgressive: true, restartEach: 3), TestJpeg.Of(before: TestJpeg.Orientation(3)),
            TestJpeg.Of(before: TestJpeg.Orientation(8, isLittle: true)),
            TestJpeg.Of(components: 3, before: TestJpeg.Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0])), TestPng.Of(before: [TestPng.Chunk("tEXt", [.. "Comment\0"u8, 1])]),
        ];

        var drawn = await Draw(files);

        for (var at = 0; at < files.Length; at++)
        {
            var clean = CleanPicture.Of(files[at]);
            (at, drawn[at].GetProperty("same").GetBoolean()).ShouldBe((at, true));
            (at, drawn[at].GetProperty("width").GetInt32(), drawn[at].GetProperty("height").GetInt32()).ShouldBe((at, clean.Width, clean.Height));
            drawn[at].GetProperty("shades").GetInt32().ShouldBeGreaterThan(1);
        }
    }

    private static async Task<JsonElement[]> Draw(byte[][] files)
    {
        var pictures = files.SelectMany(file => new[] { file, CleanPictureTests.BytesOf(CleanPicture.Of(file)) })
            .Select(file => $"<img src=\"data:{CleanPicture.Of(file).MediaType};base64,{Convert.ToBase64String(file)}\">");
        var folder = Directory.CreateTempSubdirectory("linyuan-test-photos-").FullName;
        try
        {
            var page = Path.Combine(folder, "page.html");
            await File.WriteAllTextAsync(page, Page.Replace("PICTURES", string.Concat(pictures), StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var shown = await Tool.Run(
                Environment.GetEnvironmentVariable("LINYUAN_TEST_CHROMIUM") is { Length: > 0 } named ? named : "chromium",
                [
                    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                    "--disable-sync", $"--user-data-dir={folder}/browser", "--dump-dom", $"file://{page}",
                ]);
            var start = shown.IndexOf("<pre id=\"out\">", StringComparison.Ordinal) + "<pre id=\"out\">".Length;
            return JsonSerializer.Deserialize<JsonElement[]>(shown[start..shown.IndexOf("</pre>", StringComparison.Ordinal)])!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
