using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;

namespace LinYuan.Api.Features.Clues;

/// <summary>What staff write for everyone; no I/O.</summary>
internal static class PublicTexts
{
    /// <summary>Null when nothing was written; refused when a phone or an identity number stands in it.</summary>
    public static string? Read(string? written) =>
        string.IsNullOrEmpty(written) ? null
        : PersonalDetails.Has(written) ? throw new Refusal(ClueErrors.PersonalDetails)
        : written;

    /// <summary>What came of it, for everyone. Where nothing was public so far, it is all that everyone reads.</summary>
    public static Clue WithResult(Clue clue, string? written)
    {
        if (Read(written) is not { } text)
            return clue;
        return clue.PublicText is null ? clue with { PublicText = text, IsListed = true } : clue with { PublicResult = text };
    }
}
