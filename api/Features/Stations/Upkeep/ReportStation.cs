using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Stations.Upkeep;

/// <param name="Note">Only those who look after the station read it; a keeper reads it without numbers of persons in it.</param>
[ValidatableType]
public sealed record ReportStationRequest(
    [property: Needed] StationReportKind? Kind, [property: Text(1, 100, Optional = true)] string? Note = null);

/// <param name="Live">The station's live state after it.</param>
public sealed record StationReportView(EntityId Id, EntityId StationId, StationReportKind Kind, DateTimeOffset At, StationLiveView Live);

/// <summary>
/// Someone who stands before a station reports with one tap what is amiss. Two people who agree within the time in the settings are
/// believed.
/// </summary>
public sealed class ReportStation(
    StationStore stations, StationReportStore reports, StationLiveness liveness, TextChecks texts, OutboxStore outbox,
    IOptions<StationOptions> options, TimeProvider time) : Operation<ReportStationRequest, StationReportView>
{
    private const int Believed = 2;

    public override void Configure()
    {
        Post("/stations/{id}/reports");
        Group<People>();
        Creates(RequestErrors.NotFound, StationErrors.AlreadyReported, StationErrors.ReportLimit, WeChatRefusals.RiskyContent);
    }

    protected override Task<IResult> Handle(ReportStationRequest request, CancellationToken ct) => Call.After(
        () => texts.Judge(Caller.UserId, TextScene.Comment, request.Note),
        noteCheck => Call.Create(tx => Report(tx, Id.Value, request, noteCheck), _ => $"/open/v1/stations/{Id}"));

    private async Task<StationReportView> Report(Tx tx, long stationId, ReportStationRequest request, TextCheck? noteCheck)
    {
        var (userId, kind, now) = (Caller.UserId, request.Kind!.Value, time.Now());
        if (!await reports.LockStation(tx, stationId))
            throw new Refusal(RequestErrors.NotFound);
        if (await reports.LastOf(tx, stationId, userId, kind, now - options.Value.ReportAgainAfter) is not null)
            throw new Refusal(StationErrors.AlreadyReported);
        if (await reports.AtBack(tx, userId, options.Value.ReportsPerDay) is { } at && ChinaTime.LocalDay(at) >= ChinaTime.LocalDay(now))
            throw new Refusal(StationErrors.ReportLimit);
        var id = await reports.Add(tx, stationId, userId, kind, request.Note, noteCheck, now);
        await StationReportStore.HiddenNote.CheckLater(outbox, tx, id, userId, noteCheck, now);
        if (await reports.CountPeople(tx, stationId, kind, now - options.Value.ReportsAgreeWithin) >= Believed)
            await liveness.Open(tx, (await stations.Find(tx, stationId))!, kind, now);
        var station = (await stations.Find(tx, stationId))!;
        return new StationReportView(new EntityId(id), new EntityId(stationId), kind, now, station.Live.View);
    }
}
