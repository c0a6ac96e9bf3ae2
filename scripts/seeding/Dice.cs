namespace LinYuan.Seeding;

/// <summary>Chance that falls the same way on every machine: a seeded generator gives the same numbers in every version of .NET.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>0 or more, below the end.</summary>
    public int Below(int end) => random.Next(end);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => random.Next(least, most + 1);

    /// <summary>0 or more, below 1.</summary>
    public double Share() => random.NextDouble();

    public bool Chance(double probability) => random.NextDouble() < probability;

    public T Of<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>One of the choices, each as likely as its weight says.</summary>
    public T Weighted<T>(IReadOnlyList<(T Choice, double Weight)> choices)
    {
        var left = random.NextDouble() * choices.Sum(choice => choice.Weight);
        foreach (var (choice, weight) in choices)
        {
            left -= weight;
            if (left < 0)
                return choice;
        }
        return choices[^1].Choice;
    }

    /// <summary>A length of time as such lengths are spread: most near the middle, a few much longer; within the two bounds.</summary>
    public TimeSpan About(TimeSpan middle, TimeSpan least, TimeSpan most)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var drawn = TimeSpan.FromMinutes(Math.Round(middle.TotalMinutes * Math.Exp(normal)));
        return drawn < least ? least : drawn > most ? most : drawn;
    }

    public void Shuffle<T>(IList<T> list)
    {
        for (var last = list.Count - 1; last > 0; last--)
        {
            var other = random.Next(last + 1);
            (list[last], list[other]) = (list[other], list[last]);
        }
    }
}
