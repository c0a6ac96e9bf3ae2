namespace LinYuan.Api.Features.Wishes.Counts;

/// <summary>The steps by which it is counted how long wishes waited for their first claim, each with its column of <c>wish_counts</c>.</summary>
/// <param name="From">In minutes; the first step begins wherever it does.</param>
/// <param name="Until">Where the next step begins.</param>
public sealed record ClaimWait(string Column, long From, long Until)
{
    private static readonly long[] Ends = [30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 7200, 14400, 43200];

    /// <summary>From the shortest wait to the longest, without a gap.</summary>
    public static IReadOnlyList<ClaimWait> Steps { get; } =
    [
        .. Ends.Select((end, step) => new ClaimWait($"waited_{end}", step == 0 ? int.MinValue : Ends[step - 1], end)),
        new("waited_longer", Ends[^1], int.MaxValue),
    ];
}
