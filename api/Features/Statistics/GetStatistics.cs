using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LinYuan.Api.Features.Statistics;

/// <summary>
/// The public figures of an area's subtree, or of everything without an area; all counted from the rows at <c>AsOf</c>. Cases lie in
/// communities, so a grid has none of its own and every count of it is 0.
/// </summary>
public sealed record StatisticsView(
    DateTimeOffset AsOf, WishFigures Wishes, RegistrationFigures Registrations, StationFigures Stations, TaskFigures Tasks, ClueFigures Clues);

/// <summary>Micro-wishes by what became of them; crowd wishes stand apart and are in no other figure here.</summary>
/// <param name="Posted">
/// Ever published, whatever became of them: also those withdrawn later, which no other figure shows; but not those merged into another,
/// which stands for both.
/// </param>
/// <param name="Claimed">In somebody's hands: claimed, in progress, delivered but not confirmed yet, or disputed.</param>
/// <param name="Fulfilled">Confirmed by the resident.</param>
/// <param name="Unconfirmed">Delivered, but the resident never answered: not counted as fulfilled.</param>
/// <param name="Unmet">Closed because nobody could fulfil them.</param>
/// <param name="MedianHoursToClaim">
/// From publication to the first claim, of the wishes that were ever claimed; the upper of the two middle ones where their number is even.
/// Null when none was.
/// </param>
public sealed record WishFigures(
    long Posted, long Open, long Claimed, long Fulfilled, long Unconfirmed, long Unmet, CrowdFigures Crowd, decimal? MedianHoursToClaim,
    SatisfactionFigures Satisfaction);

public sealed record CrowdFigures(long Posted, long Fulfilled);

/// <param name="Answered">Residents who gave a score; silence is never counted as satisfied.</param>
/// <param name="Asked">Delivered wishes that ended, confirmed or not.</param>
/// <param name="Average">Of the scores given, 1 to 5; null when nobody gave one.</param>
public sealed record SatisfactionFigures(long Answered, long Asked, decimal? Average);

/// <summary>Active registrations of each kind.</summary>
public sealed record RegistrationFigures(InServiceFigures InService, long Volunteers, long Couriers, long Teams);

/// <param name="Registered">Active registrations of members in service (在职党员).</param>
/// <param name="Eligible">
/// Members whom their units count as eligible. Units belong to the district, so it is unknown, and null, for a street and all below it.
/// </param>
/// <param name="Rate">
/// Registered members of the units, of those eligible in them, in percent with two decimals; null where eligible is. A member who names
/// no unit is registered but not in the rate: the denominator does not hold that person either.
/// </param>
public sealed record InServiceFigures(long Registered, long? Eligible, decimal? Rate);

/// <param name="CheckIns">Without those that are suspected to be false.</param>
public sealed record StationFigures(long Count, long CheckIns);

public sealed record TaskFigures(long Published, long Signups, decimal Hours);

/// <summary>线索 by what became of them. Silence is never counted as satisfied, and neither is "cannot" or "explained" as resolved.</summary>
/// <param name="Received">All but those merged into another, which count once.</param>
/// <param name="Resolved">Solved, and the reporter says so.</param>
/// <param name="Unanswered">There was a result, and the reporter never said what they think of it.</param>
/// <param name="Rated">
/// Closed after an answer of the reporter, without those that two persons of the street marked as unreasonable: the base of the rate.
/// </param>
/// <param name="Satisfied">Of those rated, where the last answer was that it is solved.</param>
public sealed record ClueFigures(
    long Received, long Resolved, long Unanswered, long Rated, long Satisfied, long RatedByPhone, long SatisfiedByPhone);

/// <param name="AreaId">The area whose figures they are, with all below it; everything when it is left out.</param>
public sealed record GetStatisticsRequest(string? AreaId);

/// <summary>
/// Anyone reads the figures of wishes, registrations, stations, tasks and clues, of an area and all below it or of everything. Answers JSON,
/// or the same figures as CSV to whoever accepts that rather.
/// </summary>
public sealed class GetStatistics(
    AreaStore areas, StatisticsStore statistics, ReadCache cache, Db db, TimeProvider time, IOptions<JsonOptions> json)
    : Operation<GetStatisticsRequest, StatisticsView>
{
    public override void Configure()
    {
        Get("/statistics");
        Group<Open>();
        Reads();
        AlsoServes(StatisticsCsv.MediaType);
    }

    protected override async Task<IResult> Handle(GetStatisticsRequest request, CancellationToken ct)
    {
        var subtree = await areas.SubtreeOf(request.AreaId);
        var view = await cache.GetOrLoad(
            CacheKeys.Statistics(subtree?.AreaId), () => db.Read(session => statistics.Count(session, subtree, time.Now())));
        HttpContext.Response.Headers.Vary = HeaderNames.Accept;
        return PrefersCsv(HttpContext.Request)
            ? TypedResults.File(StatisticsCsv.Write(view, json.Value.SerializerOptions), StatisticsCsv.MediaType + "; charset=utf-8", "statistics.csv")
            : TypedResults.Ok(view);
    }

    /// <summary>CSV has to be named: a browser or a client that takes anything gets JSON.</summary>
    private static bool PrefersCsv(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var csv = Weight(StatisticsCsv.MediaType);
        return csv > 0 && csv >= Weight("application/json");

        double Weight(string mediaType) => accepted
            .Where(entry => entry.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
            .Select(entry => entry.Quality ?? 1).DefaultIfEmpty(0).Max();
    }
}
