using LinYuan.Api.Features.Members;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Stations.Upkeep;

/// <param name="Note">Only those who look after the station read it; a keeper reads it without numbers of persons in it.</param>
public sealed record ReportStationRequest(
    [property: Needed] StationReportKind? Kind, [property: Text(1, 100, Optional = true)] string? Note = null);

/// <param name="Live">The station's live state after it.</param>
public sealed record StationReportView(EntityId Id, EntityId StationId, StationReportKind Kind, DateTimeOffset At, StationLiveView Live);

/// <summary>One tap by someone who stands before the station. Two people who agree within the time in the settings are believed.</summary>
public sealed class ReportStation(
    StationStore stations, StationReportStore reports, StationLiveness liveness, TextChecks texts, OutboxStore outbox,
    IOptions<StationOptions> options, TimeProvider time)
{
    private const int Believed = 2;

    public static Task<IResult> Handle(EntityId id, ReportStationRequest body, Caller caller, IdempotentCall call, ReportStation report) =>
        report.Enter(id, body, caller, call);

    private Task<IResult> Enter(EntityId id, ReportStationRequest body, Caller caller, IdempotentCall call) => call.After(
        () => texts.Judge(caller.UserId, TextScene.Comment, body.Note),
        noteCheck => call.Create(tx => Run(tx, id.Value, body, noteCheck, caller.UserId), _ => $"/open/v1/stations/{id}"));

    private async Task<StationReportView> Run(Tx tx, long stationId, ReportStationRequest body, TextCheck? noteCheck, long userId)
    {
        var (kind, now) = (body.Kind!.Value, time.Now());
        if (!await reports.LockStation(tx, stationId))
            throw new Refusal(RequestErrors.NotFound);
        if (await reports.LastOf(tx, stationId, userId, kind, now - options.Value.ReportAgainAfter) is not null)
            throw new Refusal(StationErrors.AlreadyReported);
        if (await reports.AtBack(tx, userId, options.Value.ReportsPerDay) is { } at && ChinaTime.LocalDay(at) >= ChinaTime.LocalDay(now))
            throw new Refusal(StationErrors.ReportLimit);
        var id = await reports.Add(tx, stationId, userId, kind, body.Note, noteCheck, now);
        await StationReportStore.HiddenNote.CheckLater(outbox, tx, id, userId, noteCheck, now);
        if (await reports.CountPeople(tx, stationId, kind, now - options.Value.ReportsAgreeWithin) >= Believed)
            await liveness.Open(tx, (await stations.Find(tx, stationId))!, kind, now);
        var station = (await stations.Find(tx, stationId))!;
        return new StationReportView(new EntityId(id), new EntityId(stationId), kind, now, station.Live.View);
    }
}
