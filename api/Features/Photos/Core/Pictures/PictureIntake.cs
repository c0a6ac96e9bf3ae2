using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Photos.Core.Pictures;

/// <summary>
/// Where photos wait to be decoded. A few go on at once, since each takes a whole processor and its share of memory; a few more wait; and
/// whoever comes beyond those, or has waited too long, is asked to come again.
/// </summary>
public sealed class PictureIntake(IOptions<PhotoOptions> options) : IDisposable
{
    private static readonly TimeSpan ComeAgain = TimeSpan.FromSeconds(5);
    private readonly PhotoOptions options = options.Value;
    private readonly SemaphoreSlim places = new(options.Value.DecodedAtOnce);
    private int there;

    /// <exception cref="Refusal">422: it is no photo that can be shown. 503: too many others are being decoded.</exception>
    public async Task<CleanPicture> Clean(ReadOnlyMemory<byte> file)
    {
        try
        {
            if (Interlocked.Increment(ref there) > options.DecodedAtOnce + options.Waiting || !await places.WaitAsync(options.WaitAtMost))
                throw new Refusal(RequestErrors.Busy, retryAfter: ComeAgain);
            try
            {
                return await Task.Run(() => PictureDecoder.Clean(file.ToArray(), options.LongestSide, options.ThumbnailSide, options.DecodeWithin));
            }
            finally
            {
                places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref there);
        }
    }

    public void Dispose() => places.Dispose();
}
