using LinYuan.Api.Shared.Privacy;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues.Core;

/// <summary>Draws the results about which the desk rings, so that no owner can tell beforehand whose work is asked about.</summary>
public sealed class ClueCalls(FieldCipher cipher, IOptions<ClueOptions> options)
{
    private const string Purpose = "clue.call";

    /// <summary>When the reporter of this clue may be rung; null when it was not drawn.</summary>
    public DateTimeOffset? DrawFrom(Clue clue, DateTimeOffset resolvedAt) =>
        cipher.Draws(Purpose, clue.Id, options.Value.CallShare) ? resolvedAt + options.Value.CallAfter : null;
}
