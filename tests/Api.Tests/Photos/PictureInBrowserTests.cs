using System.Text.Json;
using LinYuan.Api.Features.Photos.Core.Pictures;
using LinYuan.Tests.Stations;

namespace LinYuan.Tests.Photos;

/// <summary>A browser draws what was written anew as it draws the original.</summary>
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
            const off = a[2].reduce((sum, value, pixel) => sum + Math.abs(value - b[2][pixel]), 0) / a[2].length;
            drawn.push({ width: b[0], height: b[1], same: a[0] === b[0] && a[1] === b[1], off, shades: new Set(b[2]).size });
          }
          document.getElementById('out').textContent = JSON.stringify(drawn);
        };
        </script>
        """;

    [Fact]
    public async Task Pictures_look_the_same_but_for_what_a_JPEG_loses_and_a_PNG_loses_nothing()
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
            var clean = CleanPictureTests.Clean(files[at]);
            (at, drawn[at].GetProperty("same").GetBoolean()).ShouldBe((at, true));
            (at, drawn[at].GetProperty("width").GetInt32(), drawn[at].GetProperty("height").GetInt32()).ShouldBe((at, clean.Width, clean.Height));
            drawn[at].GetProperty("off").GetDouble().ShouldBeLessThanOrEqualTo(clean.MediaType == CleanPicture.Png ? 0 : 8, $"picture {at}");
            drawn[at].GetProperty("shades").GetInt32().ShouldBeGreaterThan(1);
        }
    }

    private static async Task<JsonElement[]> Draw(byte[][] files)
    {
        var pictures = files.SelectMany(file => new[] { file, CleanPictureTests.Clean(file).File })
            .Select(file => $"<img src=\"data:{CleanPictureTests.Clean(file).MediaType};base64,{Convert.ToBase64String(file)}\">");
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
