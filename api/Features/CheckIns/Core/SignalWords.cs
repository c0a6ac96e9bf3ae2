using System.Globalization;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.CheckIns.Core;

/// <summary>Weighed signals as they are stored: "printedCode 60,locationInside 30".</summary>
public static class SignalWords
{
    private static readonly Dictionary<string, ProofSignal> ByWord =
        Enum.GetValues<ProofSignal>().ToDictionary(signal => signal.Word(), StringComparer.Ordinal);

    public static string Write(IEnumerable<WeighedSignal> signals) =>
        string.Join(',', signals.Select(signal => string.Create(CultureInfo.InvariantCulture, $"{signal.Name.Word()} {signal.Weight}")));

    /// <summary>A signal that is no longer known is left out.</summary>
    public static IReadOnlyList<WeighedSignal> Read(string stored) =>
    [
        .. from part in stored.Split(',', StringSplitOptions.RemoveEmptyEntries)
           let words = part.Split(' ')
           where ByWord.ContainsKey(words[0])
           select new WeighedSignal(ByWord[words[0]], int.Parse(words[1], CultureInfo.InvariantCulture)),
    ];
}
