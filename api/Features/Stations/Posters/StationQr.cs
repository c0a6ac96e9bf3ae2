using System.Text;
using QRCoder;

namespace LinYuan.Api.Features.Stations.Posters;

/// <summary>A QR code as squares, its margin of four included. Level Q stays readable with a quarter of it worn off.</summary>
public sealed class StationQr
{
    private readonly QRCodeData squares;

    private StationQr(QRCodeData squares) => this.squares = squares;

    public static StationQr Of(string content)
    {
        using var generator = new QRCodeGenerator();
        return new StationQr(generator.CreateQrCode(content, QRCodeGenerator.ECCLevel.Q));
    }

    /// <summary>Squares on a side, margins included.</summary>
    public int Side => squares.ModuleMatrix.Count;

    public bool IsDark(int x, int y) => squares.ModuleMatrix[y][x];

    /// <summary>The dark squares as path data of SVG, one unit a square; each run of a row is one rectangle.</summary>
    public string SvgPath()
    {
        var path = new StringBuilder();
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var start = x;
                while (x < Side && IsDark(x, y))
                    x++;
                if (x > start)
                    path.Append($"M{start} {y}h{x - start}v1h-{x - start}z");
            }
        }
        return path.ToString();
    }
}
