namespace LinYuan.Benchmarks.Peer;

/// <param name="Name">Of a column.</param>
/// <param name="Measure">Drives it for so long and gives answers a second.</param>
internal sealed record Contestant(string Name, Func<TimeSpan, Task<double>> Measure);

/// <summary>Rounds in which all are measured in turn, after each has been warmed up.</summary>
internal sealed class Contest
{
    private const int Rounds = 3;

    private readonly IReadOnlyList<Contestant> contestants;
    private readonly List<double[]> rounds = [];

    private Contest(IReadOnlyList<Contestant> contestants) => this.contestants = contestants;

    public static async Task<Contest> Hold(IReadOnlyList<Contestant> contestants, TimeSpan time)
    {
        Contest contest = new(contestants);
        foreach (var contestant in contestants)
            await contestant.Measure(time);
        for (var round = 0; round < Rounds; round++)
        {
            var rates = new double[contestants.Count];
            for (var number = 0; number < rates.Length; number++)
            {
                rates[number] = await contestants[number].Measure(time);
                if (rates[number] == 0)
                    throw new InvalidOperationException($"{contestants[number].Name} gave no answer within {time.TotalSeconds:0} s.");
            }
            contest.rounds.Add(rates);
        }
        contest.Print();
        return contest;
    }

    /// <summary>The median of the rounds.</summary>
    public double Rate(string name)
    {
        var column = ColumnOf(name);
        return rounds.Select(rates => rates[column]).Order().ElementAt(Rounds / 2);
    }

    /// <summary>Says how many times as fast the one is as the other, by the median of the rounds.</summary>
    public void PrintRatio(string one, string other, double wanted)
    {
        var (first, second) = (ColumnOf(one), ColumnOf(other));
        var ratio = rounds.Select(rates => rates[first] / rates[second]).Order().ElementAt(Rounds / 2);
        Report.Line($"{one} over {other}: ratio {Report.Ratio(ratio)} (median of the rounds; wanted: at least {Report.Ratio(wanted)})");
    }

    private int ColumnOf(string name) => contestants.Select(contestant => contestant.Name).ToList().IndexOf(name);

    private void Print() => Report.Table(
        ["round", .. contestants.Select(contestant => contestant.Name + " /s")],
        [.. rounds.Select((rates, round) => new[] { $"{round + 1}" }.Concat(rates.Select(rate => $"{rate:0}")).ToList())]);
}
