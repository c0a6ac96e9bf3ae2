using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;

namespace LinYuan.Api.Features.Members.Core;

/// <summary>Something that the staff of an area should hear of.</summary>
/// <param name="Once">What makes it one piece of news: the same one is told to the same person once.</param>
/// <param name="Path">The area whose staff it is for, and those above it in their order: each stands in where nobody works below.</param>
public sealed record NewsForStaff(string Kind, long SubjectId, string Once, IReadOnlyList<long> Path)
{
    /// <summary>People who may work there, but whom it does not concern, such as who caused it: for somebody else, the level above hears of it.</summary>
    public IReadOnlyCollection<long> NotFor { get; init; } = [];

    /// <summary>As in <see cref="OutboxMessage.AtAnyHour"/>.</summary>
    public bool AtAnyHour { get; init; }

    public OutboxMessage For(long personId) => new(Kind, SubjectId, personId, $"{Kind}:{Once}:{personId}") { AtAnyHour = AtAnyHour };
}

/// <summary>
/// The one way to tell a level and not a person: it climbs the tree of areas until somebody works there. What nobody can hear yet is kept
/// and told as soon as somebody can, so that no news is lost because a street has no staff.
/// </summary>
public sealed class StaffNews(MemberStore members, UnheardNewsStore unheard, OutboxStore outbox)
{
    /// <summary>After this a timer comes again that found nobody to tell.</summary>
    public static readonly TimeSpan AskAgain = TimeSpan.FromHours(1);

    private const int MostStaff = 50;

    /// <summary>Who works at the first of these areas at which anybody does whom it concerns; nobody when there is no such area.</summary>
    public async Task<IReadOnlyList<long>> Nearest(DbSession session, IReadOnlyList<long> path, IReadOnlyCollection<long> notFor)
    {
        foreach (var areaId in path)
        {
            var concerned = (await members.ListStaffAt(session, [areaId], MostStaff + notFor.Count)).Except(notFor).Take(MostStaff).ToList();
            if (concerned.Count > 0)
                return concerned;
        }
        return [];
    }

    /// <param name="told">Who has heard of it in other words; whoever hears it now is added.</param>
    public async Task Tell(Tx tx, NewsForStaff news, DateTimeOffset now, HashSet<long>? told = null)
    {
        if (!await TryTell(tx, news, now, told))
            await unheard.Add(tx, news, now);
    }

    /// <summary>False when nobody works anywhere who could hear it.</summary>
    internal async Task<bool> TryTell(Tx tx, NewsForStaff news, DateTimeOffset now, HashSet<long>? told = null)
    {
        var people = await Nearest(tx, news.Path, news.NotFor);
        foreach (var personId in people.Where(id => told?.Add(id) != false))
            await outbox.Add(tx, news.For(personId), now);
        return people.Count > 0;
    }
}
