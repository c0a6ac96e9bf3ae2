using System.Text.Json.Serialization;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Clues.Core;

/// <summary>
/// A clue as anyone may see it. Its exact place is left out: it may be somebody's door; staff write as much of it as is good for all.
/// </summary>
/// <param name="DistanceMeters">From where the list was asked for, to some hundred metres; null in lists that are not by distance.</param>
public sealed record PublicClueView(
    EntityId Id, EntityId CommunityId, string CommunityName, ClueClass Class, ClueStatus Status, string Text, string? Result,
    ClueOutcome? Outcome, DateTimeOffset SubmittedAt, DateTimeOffset? DueAt, bool IsLate, DateTimeOffset? ClosedAt, long? DistanceMeters);

/// <summary>
/// A clue as one viewer sees it. The report is for the reporter, the staff of the area, the owner and the helpers; who reported is in
/// no view, of what kind they are in that of the staff alone.
/// </summary>
/// <param name="Note">What staff last wrote to the reporter.</param>
/// <param name="LegalRoute">Where to turn with what is not taken up.</param>
/// <param name="IsByPhone">The desk rang the reporter and wrote the answer down.</param>
/// <param name="ExtensionDays">Asked for and not decided yet.</param>
public sealed record ClueView(
    EntityId Id, EntityId CommunityId, string CommunityName, ClueClass Class, ClueUrgency Urgency, ClueStatus Status, bool IsMine,
    ClueReport? Report, GeoPoint? Location, string? PublicText, string? PublicResult, string? Note, string? LegalRoute,
    DateTimeOffset SubmittedAt, DateTimeOffset? AcceptedAt, DateTimeOffset? DueAt, bool IsLate, DateTimeOffset? EscalatedAt,
    DateTimeOffset? ResolvedAt, ClueOutcome? Outcome, CallBackAnswer? Answer, int? Score,
    bool IsByPhone, DateTimeOffset? ClosedAt, EntityId? MergedInto,
    DateTimeOffset? AppealBy, DateTimeOffset? CallBackBy, int? ExtensionDays, ClueMarkStatus? Mark, ClueStaffView? Staff,
    IReadOnlyList<string> Actions)
{
    /// <summary>First of all, and in the answer to an emergency alone: whom to ring.</summary>
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EmergencyNotice { get; init; }

    /// <summary>In the answer to a report alone: open clues close by that may be the same; they can be followed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PublicClueView>? Similar { get; init; }
}

/// <summary>What those who work on it see beyond that.</summary>
/// <param name="HelperIds">Null in lists.</param>
public sealed record ClueStaffView(
    ReporterKind? ReporterKind, TextCheck TextCheck, EntityId? GridId, EntityId? OwnerId, IReadOnlyList<EntityId>? HelperIds,
    DateTimeOffset? SignedAt, int Returns, int Reopened, bool IsFalse);

/// <summary>A reason that the reporter reads.</summary>
[ValidatableType]
public sealed record ClueReasonRequest([property: Text(2, 200)] string Reason);

/// <param name="Text">What was done, for the reporter.</param>
/// <param name="PublicText">The same for everyone, if it is fit for that.</param>
[ValidatableType]
public sealed record ResolveClueRequest(
    [property: Needed] ClueOutcome? Outcome, [property: Text(2, 500)] string Text, [property: Text(5, 500, Optional = true)] string? PublicText);

public sealed class ClueViews(CasePeopleStore people, ClueHands hands, ClueMarkStore marks, AreaStore areas, IOptions<ClueOptions> options)
{
    private const int MostHelpers = 20;

    public static PublicClueView Public(Clue clue, string communityName, long? meters = null) => new(
        new EntityId(clue.Id), new EntityId(clue.Area.CommunityId), communityName, clue.Class, clue.Status, clue.PublicText ?? "",
        clue.PublicResult, clue.Outcome, clue.SubmittedAt, clue.DueAt, clue.IsLate, clue.ClosedAt, meters);

    /// <summary>The clue as the caller sees it now; also inside a transaction.</summary>
    public async Task<ClueView> For(DbSession session, Caller caller, Seen<Clue, ClueActor> seen)
    {
        var clue = seen.Case;
        var helpers = await people.List(session, ClueCases.KindName, clue.Id, CasePart.Helper, 0, MostHelpers);
        var helps = helpers.Contains(caller.UserId) && await hands.Helps(session, clue, caller);
        return Of(caller, seen, await marks.Find(session, clue), helpers, helps);
    }

    /// <summary>A page of a list of the caller's own work or reports.</summary>
    public async Task<Page<ClueView>> Page(
        PageQuery page, Caller caller, IReadOnlyList<Clue> rows, IReadOnlyDictionary<long, ClueMark> markOf, DateTimeOffset now) =>
        await page.Cut(rows, row => [row.Id], async row =>
        {
            var seen = new Seen<Clue, ClueActor>(row, row.RolesOf(caller), await PlaceNameOf(row), now);
            return Of(caller, seen, markOf.GetValueOrDefault(row.Id), helpers: null, helps: false);
        });

    /// <summary>Outside transactions: it may lend a connection of its own.</summary>
    public Task<string> PlaceNameOf(Clue clue) => areas.NameOf(clue.Area.CommunityId);

    private ClueView Of(Caller caller, Seen<Clue, ClueActor> seen, ClueMark? mark, IReadOnlyList<long>? helpers, bool helps)
    {
        var (clue, roles, communityName, now) = seen;
        var isMine = roles.Contains(ClueActor.Reporter);
        var isDesk = roles.Contains(ClueActor.Desk);
        var isOwner = roles.Contains(ClueActor.Owner);
        var works = isDesk || isOwner || helps;
        var isConcerned = isMine || works;
        return new ClueView(
            new EntityId(clue.Id), new EntityId(clue.Area.CommunityId), communityName, clue.Class, clue.Urgency, clue.Status, isMine,
            isConcerned ? clue.Report : null, isConcerned ? clue.Location : null, clue.PublicText, clue.PublicResult,
            isConcerned ? clue.Note : null, isConcerned ? clue.LegalRoute : null, clue.SubmittedAt, clue.AcceptedAt, clue.DueAt,
            clue.IsLate, isDesk ? clue.EscalatedAt : null, clue.ResolvedAt, clue.Outcome, isConcerned ? clue.Answer : null,
            isConcerned ? clue.Score : null, isConcerned && clue.IsByPhone, clue.ClosedAt, isConcerned && clue.MergedInto is { } into ? new EntityId(into) : null,
            isMine ? ClueRules.AppealBy(clue, options.Value) : null, isMine ? ClueRules.CallBackBy(clue) : null,
            works ? clue.ExtensionDays : null, isMine || isDesk ? ShownMark(mark, isMine) : null,
            works ? StaffPart(clue, helpers, isDesk && !isOwner) : null,
            ClueLifecycle.Table.ActionsFor(clue.Status, roles, action => ClueRules.Offers(clue, mark, caller, action, options.Value, now)));
    }

    /// <summary>The owner learns nothing of who reported, also where the owner is staff of the area.</summary>
    private static ClueStaffView StaffPart(Clue clue, IReadOnlyList<long>? helpers, bool showsKind) => new(
        showsKind ? clue.ReporterKind : null, clue.TextCheck, clue.GridId is { } grid ? new EntityId(grid) : null,
        clue.OwnerId is { } owner ? new EntityId(owner) : null, helpers?.Select(id => new EntityId(id)).ToList(),
        clue.Status is ClueStatus.Accepted or ClueStatus.Dispatched or ClueStatus.Reopened or ClueStatus.Supervised ? null : clue.SignedAt,
        clue.Returns, clue.Reopened, clue.IsFalse);

    /// <summary>What only one person wanted is nothing to the reporter.</summary>
    private static ClueMarkStatus? ShownMark(ClueMark? mark, bool isMine) =>
        isMine && mark is not null && ClueMarkLifecycle.AmongStaff.Has(mark.Status) ? null : mark?.Status;
}
