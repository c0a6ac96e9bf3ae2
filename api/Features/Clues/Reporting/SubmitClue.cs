using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Clues.Reporting;

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
[ValidatableType]
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

/// <summary>Anyone signed in reports what they see (随手拍). The text is checked; only staff read it.</summary>
public sealed class SubmitClue(
    AreaStore areas, TextChecks texts, ReporterKinds reporters, SimilarClues similar, DeskHours desk, ClueStore store, ClueCases clues,
    IOptions<ClueOptions> options) : Operation<SubmitClueRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues");
        Group<People>();
        Creates(CallEmergencyFirst, RiskyContent);
    }

    protected override Task<IResult> Handle(SubmitClueRequest request, CancellationToken ct) => Call.After(
        () => Prepare(request),
        prepared => Call.Create(tx => Enter(tx, prepared), view => $"/api/v1/clues/{view.Id}"));

    private async Task<PreparedClue> Prepare(SubmitClueRequest request)
    {
        var kind = request.Class!.Value;
        var (place, gridId) = await PlaceOf(request);
        var check = await texts.Require(Caller.UserId, TextScene.Forum, request.Text, request.Place);
        var location = request.Location is { } at ? at.CoordinateSystem.ReadPhone(at.Latitude, at.Longitude) : null;
        return new PreparedClue(
            new NewClue(
                place, gridId, Caller.UserId, await reporters.KindOf(Caller, place.CommunityId), kind, request.UrgencyBy(options.Value)!.Value,
                new ClueReport(request.Text, request.Place), location, check),
            await areas.NameOf(place.CommunityId), location is null ? [] : await similar.Near(kind, location));
    }

    private async Task<(Placement Place, long? GridId)> PlaceOf(SubmitClueRequest request)
    {
        if (request.GridId is not { } gridId)
            return (await areas.PlaceIn(request.CommunityId ?? throw Refusal.Invalid("communityId", "请填写"), "communityId"), null);
        return await areas.Find(gridId.Value) is { Level: AreaLevel.Grid, CommunityId: { } community }
            && (request.CommunityId is null || request.CommunityId.Value.Value == community)
            ? (await areas.PlaceIn(new EntityId(community), "gridId"), gridId.Value)
            : throw Refusal.Invalid("gridId", "没有这个网格");
    }

    private async Task<ClueView> Enter(Tx tx, PreparedClue prepared)
    {
        var now = clues.Kit.Time.Now();
        var isEmergency = prepared.Clue.Urgency == ClueUrgency.Emergency;
        var id = await store.Insert(
            tx,
            isEmergency
                ? prepared.Clue with { DueAt = now + options.Value.Deadlines[ClueUrgency.Emergency], EscalatedAt = now }
                : prepared.Clue with { TimerAt = desk.AcceptBy(now) },
            now);
        var clue = (await store.Find(tx, id))!;
        await clues.Begin(tx, clue, new(ClueAction.Submit, ClueActor.Reporter, Caller.UserId, now));
        if (isEmergency)
            await clues.Note(tx, clue, new(ClueAction.Escalate, ClueActor.System, null, now));
        var view = await clues.View(tx, Caller, new(clue, clue.RolesOf(Caller), prepared.CommunityName, now));
        return view with { EmergencyNotice = isEmergency ? ClueWords.Emergency : null, Similar = prepared.Similar };
    }
}

internal sealed record PreparedClue(NewClue Clue, string CommunityName, IReadOnlyList<PublicClueView> Similar);
