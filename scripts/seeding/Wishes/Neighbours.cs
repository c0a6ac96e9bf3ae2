using LinYuan.Seeding.People;
using LinYuan.Seeding.Places;

namespace LinYuan.Seeding.Wishes;

/// <summary>Someone who is there for the wishes of a community from a moment on.</summary>
internal sealed record Neighbour(long UserId, int Community, DateTimeOffset From);

/// <summary>Finds an author or a claimer who was there at the time; whoever has a running case gets no second one.</summary>
internal sealed class Neighbours
{
    private const double FromTheSameCommunity = 0.8;

    private readonly Dice dice;
    private readonly List<Neighbour> all;
    private readonly ILookup<int, Neighbour> byCommunity;
    private readonly HashSet<long> busy = [];

    public Neighbours(IEnumerable<Neighbour> people, Dice dice)
    {
        this.dice = dice;
        all = [.. people.OrderBy(person => person.From)];
        byCommunity = all.ToLookup(person => person.Community);
    }

    /// <summary>Residents live in the communities in turn; the demo ones are not among them.</summary>
    public static Neighbours Authors(IReadOnlyList<Person> residents, Dice dice) => new(
        residents.Select((person, index) => new Neighbour(person.Id, index % 15 + 1, person.Since)), dice);

    public long Author(DemoCommunity community, DateTimeOffset at, bool isRunning) => Take(byCommunity[community.Number].ToList(), at, isRunning);

    /// <summary>Mostly somebody near by, else anyone of the district.</summary>
    public long Claimer(DemoCommunity community, DateTimeOffset at, bool isRunning)
    {
        var near = byCommunity[community.Number].ToList();
        return Take(dice.Chance(FromTheSameCommunity) && near.Count > 0 && near[0].From < at ? near : all, at, isRunning);
    }

    private long Take(List<Neighbour> candidates, DateTimeOffset at, bool isRunning)
    {
        var there = candidates.FindLastIndex(person => person.From < at) + 1;
        while (true)
        {
            var person = candidates[dice.Below(there)];
            if (!isRunning || busy.Add(person.UserId))
                return person.UserId;
        }
    }
}
