using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues;

/// <summary>
/// Where the trouble is: a point on the map, not where the reporter stands. One that is no place (nothing in it, or 0, 0) counts as left
/// out: the words of a report are enough.
/// </summary>
/// <param name="CoordinateSystem">GCJ-02 when it is left out, as the maps of mini programs give.</param>
public sealed record ClueLocation(
    [property: Between(-85, 85, Hint = GeoPoint.Swapped)] double? Latitude = null,
    [property: Between(-180, 180)] double? Longitude = null,
    CoordinateSystem? CoordinateSystem = null);

/// <param name="CommunityId">Or <paramref name="GridId"/>; one of them is needed.</param>
/// <param name="Place">In the reporter's words, such as a house number or a crossing.</param>
/// <param name="Acknowledged">The reporter has read that 110, 119 and 120 come first; without it no emergency is taken.</param>
public sealed record SubmitClueRequest(
    EntityId? CommunityId,
    EntityId? GridId,
    [property: Needed] ClueClass? Class,
    [property: Text(2, 120)] string Place,
    [property: Text(5, 1000)] string Text,
    ClueLocation? Location,
    bool? IsEmergency,
    bool? Acknowledged)
{
    /// <summary>What it is taken for until staff decide; null while neither a class nor an emergency is named.</summary>
    internal ClueUrgency? UrgencyBy(ClueOptions options) =>
        IsEmergency == true ? ClueUrgency.Emergency : Class is { } named ? options.Urgencies[named] : null;
}

/// <summary>随手拍: anyone signed in reports what they see. The text is checked; only staff read it.</summary>
public sealed class SubmitClue(
    AreaStore areas, TextChecks texts, RegistrationStore registrations, GridWorkerStore gridWorkers, ClueStore clues, ClueListStore lists, ClueMoves moves,
    ClueViews views, DeskHours desk, Db db, IOptions<ClueOptions> options, TimeProvider time)
{
    private const int MostSimilar = 5;
    private const int MostLookedAt = 100;
    private readonly ClueOptions options = options.Value;

    public static Task<IResult> Handle(SubmitClueRequest body, Caller caller, IdempotentCall call, SubmitClue submit) => call.After(
        () => submit.Prepare(body, caller),
        prepared => call.Create(tx => submit.Enter(tx, prepared, caller), view => $"/api/v1/clues/{view.Id}"));

    private async Task<PreparedClue> Prepare(SubmitClueRequest body, Caller caller)
    {
        var urgency = body.UrgencyBy(options)!.Value;
        var (place, gridId) = await PlaceOf(body);
        var check = await texts.Require(caller.UserId, TextScene.Forum, body.Text, body.Place);
        var kind = await db.Read(session => KindOf(session, caller, place.CommunityId));
        var location = body.Location is { } at ? at.CoordinateSystem.ReadPhone(at.Latitude, at.Longitude) : null;
        return new PreparedClue(
            place, gridId, kind, urgency, check, body.Class!.Value, new ClueReport(body.Text, body.Place), location,
            await areas.NameOf(place.CommunityId), location is null ? [] : await Similar(body.Class!.Value, location));
    }

    private async Task<(Placement Place, long? GridId)> PlaceOf(SubmitClueRequest body)
    {
        if (body.GridId is not { } gridId)
            return (await areas.PlaceIn(body.CommunityId ?? throw Refusal.Invalid("communityId", "请填写"), "communityId"), null);
        return await areas.Find(gridId.Value) is { Level: AreaLevel.Grid, CommunityId: { } community }
            && (body.CommunityId is null || body.CommunityId.Value.Value == community)
            ? (await areas.PlaceIn(new EntityId(community), "gridId"), gridId.Value)
            : throw Refusal.Invalid("gridId", "没有这个网格");
    }

    /// <summary>A part-time grid worker reports as one in the community of the appointment; elsewhere as the courier or resident that they are.</summary>
    private async Task<ReporterKind> KindOf(DbSession session, Caller caller, long communityId) =>
        caller.IsStaff || await gridWorkers.IsAppointed(session, caller.UserId, communityId) ? ReporterKind.GridWorker
        : await registrations.FindActive(session, caller.UserId, RegistrationKind.Courier) is not null ? ReporterKind.Courier
        : ReporterKind.Resident;

    private async Task<ClueView> Enter(Tx tx, PreparedClue prepared, Caller caller)
    {
        var now = time.Now();
        var isEmergency = prepared.Urgency == ClueUrgency.Emergency;
        var id = await clues.Insert(tx, new NewClue(
            prepared.Place, prepared.GridId, caller.UserId, prepared.Kind, prepared.Class, prepared.Urgency, prepared.Report, prepared.Location,
            prepared.TextCheck,
            DueAt: isEmergency ? now + options.Deadlines[ClueUrgency.Emergency] : null,
            TimerAt: isEmergency ? null : desk.AcceptBy(now),
            EscalatedAt: isEmergency ? now : null), now);
        var clue = (await clues.Find(tx, id))!;
        await moves.Record(
            tx, clue, clue, new ClueMove(ClueAction.Submit, null, ClueStatus.Submitted, ClueActor.Reporter, caller.UserId), now);
        if (isEmergency)
        {
            var escalation = new ClueMove(ClueAction.Escalate, ClueStatus.Submitted, ClueStatus.Submitted, ClueActor.System, null);
            await moves.Record(tx, clue, clue, escalation, now);
        }
        var view = await views.For(tx, caller, clue, prepared.CommunityName, now);
        return view with { EmergencyNotice = isEmergency ? ClueWords.Emergency : null, Similar = prepared.Similar };
    }

    private async Task<IReadOnlyList<PublicClueView>> Similar(ClueClass kind, GeoPoint at)
    {
        var filter = new ClueFilter(Area: null, Status: null, kind, OnlyOpen: true);
        // The list is searched by coarse places; which of those are close enough, their exact ones say.
        var around = await db.Read(session => lists.ListNear(
            session, at, filter, options.SimilarWithinMeters + GeoPoint.CoarseMeters, new NearPosition(0, 0), MostLookedAt));
        var close = around.Select(near => near with { Meters = (long)Math.Round(near.Clue.Location!.MetersTo(at)) })
            .Where(near => near.Meters <= options.SimilarWithinMeters).OrderBy(near => near.Meters).ThenBy(near => near.Clue.Id).Take(MostSimilar);
        List<PublicClueView> similar = [];
        // Across the street it may be another community's.
        foreach (var near in close)
            similar.Add(ClueViews.Public(near.Clue, await areas.NameOf(near.Clue.Area.CommunityId), near.Meters));
        return similar;
    }
}

internal sealed record PreparedClue(
    Placement Place, long? GridId, ReporterKind Kind, ClueUrgency Urgency, TextCheck TextCheck, ClueClass Class, ClueReport Report,
    GeoPoint? Location, string CommunityName, IReadOnlyList<PublicClueView> Similar);
