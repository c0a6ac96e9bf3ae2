namespace LinYuan.Benchmarks.Peer;

/// <summary>
/// A walk over wishes and members in which no step is made twice, whoever is driven along it. Each run gets at most its share of the
/// steps, so that the last run has as many before it as the first.
/// </summary>
/// <param name="first">Of the wishes, counted from 0.</param>
/// <param name="wishes">How many.</param>
/// <param name="ofOne">How many claims of one wish follow each other.</param>
/// <param name="firstMember">Of the members, counted from 0.</param>
/// <param name="members">How many take turns.</param>
/// <param name="runs">How many runs there will be.</param>
internal sealed class ClaimWalk(int first, int wishes, int ofOne, int firstMember, int members, int runs)
{
    private readonly long share = (long)(wishes / runs) * ofOne;
    private long next;

    /// <summary>The next run along it.</summary>
    public async Task<WrkFigures> Drive(HttpClient server, TimeSpan time)
    {
        var start = TakeShare();
        long[] arguments = [PeerFill.FirstWish + first, ofOne, firstMember, members, start, start + share];
        return await Wrk.Run(server.BaseAddress!, time, "claims.lua", [.. arguments.Select(argument => argument.ToString())]);
    }

    /// <summary>Where the next run begins; always with a wish that nobody has claimed yet.</summary>
    public long TakeShare()
    {
        var start = next;
        next += share;
        return start;
    }
}
