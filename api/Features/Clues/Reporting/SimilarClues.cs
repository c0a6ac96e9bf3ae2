using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Data;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues.Reporting;

/// <summary>Clues in work close by that may be the same trouble; they can be followed instead.</summary>
public sealed class SimilarClues(Db db, ClueListStore lists, ClueViews views, IOptions<ClueOptions> options)
{
    private const int MostShown = 5;
    private const int MostLookedAt = 100;

    public async Task<IReadOnlyList<PublicClueView>> Near(ClueClass kind, GeoPoint at)
    {
        var (filter, within) = (new ClueFilter(Area: null, Status: null, kind, OnlyInWork: true), options.Value.SimilarWithinMeters);
        // The list is searched by coarse places; which of those are close enough, their exact ones say.
        var around = await db.Read(session => lists.ListNear(
            session, at, filter, within + GeoPoint.CoarseMeters, new NearPosition(0, 0), MostLookedAt));
        var close = around.Select(near => near with { Meters = (long)Math.Round(near.Clue.Location!.MetersTo(at)) })
            .Where(near => near.Meters <= within).OrderBy(near => near.Meters).ThenBy(near => near.Clue.Id).Take(MostShown);
        List<PublicClueView> similar = [];
        // Across the street it may be another community's.
        foreach (var near in close)
            similar.Add(ClueViews.Public(near.Clue, await views.PlaceNameOf(near.Clue), near.Meters));
        return similar;
    }
}
