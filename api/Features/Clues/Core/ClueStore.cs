using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Clues.Core;

/// <summary>Clues as rows. Their lists are in <see cref="ClueListStore"/>.</summary>
public sealed class ClueStore(FieldCipher cipher)
{
    internal const string TextPurpose = "clue.text";
    internal const string PlacePurpose = "clue.place";

    /// <summary>For where exactly the trouble is, which may be somebody's door.</summary>
    internal const string PointPurpose = "clue.point";

    /// <summary>For what people tell each other along the way: reasons, questions, results.</summary>
    internal const string WordsPurpose = "clue.words";

    internal const string Columns = """
        id AS Id, district_id AS DistrictId, street_id AS StreetId, community_id AS CommunityId, grid_id AS GridId, reporter_id AS ReporterId,
        reporter_kind AS ReporterKind, class AS Class, urgency AS Urgency, status AS Status, listed AS IsListed, text_enc AS TextEnc,
        place_enc AS PlaceEnc, point_enc AS PointEnc, text_check AS TextCheck, public_text AS PublicText,
        public_result AS PublicResult, note_enc AS NoteEnc, legal_route_enc AS LegalRouteEnc, submitted_at AS SubmittedAt,
        accepted_at AS AcceptedAt, due_at AS DueAt, timer_at AS TimerAt, alarm_at AS AlarmAt, late AS IsLate, escalated_at AS EscalatedAt,
        owner_id AS OwnerId, signed_at AS SignedAt, returns AS Returns, waiting_since AS WaitingSince, waited_seconds AS WaitedSeconds,
        extension_days AS ExtensionDays, resolved_at AS ResolvedAt, outcome AS Outcome, answer AS Answer, score AS Score,
        reopened AS Reopened, closed_at AS ClosedAt, merged_into AS MergedInto, refused_by AS RefusedBy, refused_at AS RefusedAt,
        appealed_at AS AppealedAt, is_false AS IsFalse, unreasonable AS IsUnreasonable, extensions AS Extensions,
        extended_days AS ExtendedDays, call_from AS CallFrom, by_phone AS IsByPhone, version AS Version
        """;

    public Task<long> Insert(Tx tx, NewClue clue, DateTimeOffset now) => tx.Insert("""
        INSERT INTO clues (district_id, street_id, community_id, grid_id, reporter_id, reporter_kind, class, urgency, status, text_enc,
                           place_enc, point_enc, latitude, longitude, text_check, submitted_at, due_at, timer_at, alarm_at, escalated_at)
        VALUES (@DistrictId, @StreetId, @CommunityId, @GridId, @ReporterId, @ReporterKind, @Class, @Urgency, @Status, @Text, @Place,
                @Point, @Latitude, @Longitude, @TextCheck, @now, @DueAt, @TimerAt, @DueAt, @EscalatedAt)
        """, new
    {
        clue.Area.DistrictId, clue.Area.StreetId, clue.Area.CommunityId, clue.GridId, clue.ReporterId,
        ReporterKind = clue.ReporterKind.Word(), Class = clue.Class.Word(), Urgency = clue.Urgency.Word(),
        Status = ClueStatus.Submitted.Word(), Text = cipher.Encrypt(TextPurpose, clue.Report.Text), Place = cipher.Encrypt(PlacePurpose, clue.Report.Place),
        Point = cipher.EncryptIfAny(PointPurpose, clue.Location?.ToText()), clue.Location?.Coarse.Latitude, clue.Location?.Coarse.Longitude, TextCheck = clue.TextCheck.Word(), now, clue.DueAt, clue.TimerAt,
        clue.EscalatedAt,
    });

    public async Task<Clue?> Find(DbSession session, long id) =>
        await session.Find<ClueRow>($"SELECT {Columns} FROM clues WHERE id = @id", new { id }) is { } row ? Read(row) : null;

    /// <summary>Holds the clue until the transaction ends, so that two moves at once come one after the other.</summary>
    public async Task<Clue?> Lock(Tx tx, long id) =>
        await tx.Find<ClueRow>($"SELECT {Columns} FROM clues WHERE id = @id FOR UPDATE", new { id }) is { } row ? Read(row) : null;

    /// <summary>Saves a changed copy; null when the clue is no longer as it was read.</summary>
    public async Task<Clue?> Save(Tx tx, Clue before, Clue after) => await tx.Execute("""
        UPDATE clues SET status = @Status, class = @Class, urgency = @Urgency, listed = @IsListed, public_text = @PublicText,
               public_result = @PublicResult, note_enc = @Note, legal_route_enc = @LegalRoute, accepted_at = @AcceptedAt, due_at = @DueAt,
               timer_at = @TimerAt, alarm_at = @AlarmAt, late = @IsLate, escalated_at = @EscalatedAt, owner_id = @OwnerId,
               signed_at = @SignedAt, returns = @Returns, waiting_since = @WaitingSince, waited_seconds = @WaitedSeconds,
               extension_days = @ExtensionDays, resolved_at = @ResolvedAt, outcome = @Outcome, answer = @Answer, score = @Score,
               reopened = @Reopened, closed_at = @ClosedAt, merged_into = @MergedInto, refused_by = @RefusedBy, refused_at = @RefusedAt,
               appealed_at = @AppealedAt, is_false = @IsFalse, unreasonable = @IsUnreasonable, extensions = @Extensions,
               extended_days = @ExtendedDays, call_from = @CallFrom, by_phone = @IsByPhone, version = version + 1
        WHERE id = @Id AND status = @from AND version = @Version
        """, new
    {
        after.Id, from = before.Status.Word(), before.Version, Status = after.Status.Word(), Class = after.Class.Word(),
        Urgency = after.Urgency.Word(), after.IsListed, after.PublicText, after.PublicResult,
        Note = cipher.EncryptIfAny(WordsPurpose, after.Note), LegalRoute = cipher.EncryptIfAny(WordsPurpose, after.LegalRoute), after.AcceptedAt, after.DueAt, after.TimerAt,
        after.AlarmAt, after.IsLate, after.EscalatedAt, after.OwnerId, after.SignedAt, after.Returns, after.WaitingSince,
        after.WaitedSeconds, after.ExtensionDays, after.ResolvedAt, Outcome = after.Outcome?.Word(), Answer = after.Answer?.Word(),
        after.Score, after.Reopened, after.ClosedAt, after.MergedInto, after.RefusedBy, after.RefusedAt, after.AppealedAt, after.IsFalse,
        after.IsUnreasonable, after.Extensions, after.ExtendedDays, after.CallFrom, after.IsByPhone,
    }) == 0 ? null : after with { Version = before.Version + 1 };

    /// <summary>How many reports of this person turned out to be false, and when the last one did.</summary>
    public async Task<FalseReports> FalseReportsOf(DbSession session, long reporterId) => (await session.Find<FalseReports>("""
        SELECT COUNT(*) AS Count, MAX(refused_at) AS LastAt FROM clues WHERE reporter_id = @reporterId AND is_false = 1
        """, new { reporterId }))!;

    public async Task<bool> OwnsOpen(DbSession session, long userId) => await session.Scalar<long>(
        $"SELECT COUNT(*) FROM clues WHERE owner_id = @userId AND status IN {ClueLifecycle.InHand.Sql}", new { userId }) > 0;

    /// <summary>What somebody has in hand in a community, held until the transaction ends; along the owner's rows, so that nobody else's are held.</summary>
    public Task<IReadOnlyList<long>> LockInHand(Tx tx, long ownerId, long communityId) => tx.List<long>($"""
        SELECT id FROM clues FORCE INDEX (of_owner)
        WHERE owner_id = @ownerId AND status IN {ClueLifecycle.InHand.Sql} AND community_id = @communityId ORDER BY id LIMIT 1000 FOR UPDATE
        """, new { ownerId, communityId });

    /// <summary>Whose move the reporter's would be: nobody waits for a person who is gone.</summary>
    public Task<IReadOnlyList<long>> ListWaitingFor(Tx tx, long reporterId) => tx.List<long>($"""
        SELECT id FROM clues WHERE reporter_id = @reporterId AND status IN {ClueLifecycle.WaitsForReporter.Sql} ORDER BY id LIMIT 1000
        """, new { reporterId });

    /// <summary>Nobody rings this reporter any more.</summary>
    public Task StopCalls(Tx tx, long reporterId) => tx.Execute(
        "UPDATE clues SET call_from = NULL, version = version + 1 WHERE reporter_id = @reporterId AND call_from IS NOT NULL", new { reporterId });

    internal Clue Read(ClueRow row) => new(
        row.Id, new Placement(row.DistrictId, row.StreetId, row.CommunityId), row.GridId, row.ReporterId, row.ReporterKind,
        cipher.DecryptIfAny(PointPurpose, row.PointEnc) is { } point ? GeoPoint.OfText(point) : null,
        row.TextCheck, row.SubmittedAt, row.Version)
    {
        Report = row is { TextEnc: { } text, PlaceEnc: { } place }
            ? new ClueReport(cipher.Decrypt(TextPurpose, text), cipher.Decrypt(PlacePurpose, place))
            : null,
        Status = row.Status, Class = row.Class, Urgency = row.Urgency, IsListed = row.IsListed, PublicText = row.PublicText,
        PublicResult = row.PublicResult, Note = cipher.DecryptIfAny(WordsPurpose, row.NoteEnc), LegalRoute = cipher.DecryptIfAny(WordsPurpose, row.LegalRouteEnc),
        AcceptedAt = row.AcceptedAt, DueAt = row.DueAt, TimerAt = row.TimerAt, AlarmAt = row.AlarmAt, IsLate = row.IsLate,
        EscalatedAt = row.EscalatedAt, OwnerId = row.OwnerId, SignedAt = row.SignedAt, Returns = row.Returns,
        WaitingSince = row.WaitingSince, WaitedSeconds = row.WaitedSeconds, ExtensionDays = row.ExtensionDays,
        ResolvedAt = row.ResolvedAt, Outcome = row.Outcome, Answer = row.Answer, Score = row.Score, Reopened = row.Reopened,
        ClosedAt = row.ClosedAt, MergedInto = row.MergedInto, RefusedBy = row.RefusedBy, RefusedAt = row.RefusedAt,
        AppealedAt = row.AppealedAt, IsFalse = row.IsFalse, IsUnreasonable = row.IsUnreasonable,
        Extensions = row.Extensions, ExtendedDays = row.ExtendedDays, CallFrom = row.CallFrom, IsByPhone = row.IsByPhone,
    };
}

internal sealed record ClueRow(
    long Id, long DistrictId, long StreetId, long CommunityId, long? GridId, long ReporterId, ReporterKind ReporterKind, ClueClass Class,
    ClueUrgency Urgency, ClueStatus Status, bool IsListed, byte[]? TextEnc, byte[]? PlaceEnc, byte[]? PointEnc,
    TextCheck TextCheck, string? PublicText, string? PublicResult, byte[]? NoteEnc, byte[]? LegalRouteEnc, DateTimeOffset SubmittedAt,
    DateTimeOffset? AcceptedAt, DateTimeOffset? DueAt, DateTimeOffset? TimerAt, DateTimeOffset? AlarmAt, bool IsLate,
    DateTimeOffset? EscalatedAt, long? OwnerId, DateTimeOffset? SignedAt, int Returns, DateTimeOffset? WaitingSince, long WaitedSeconds,
    int? ExtensionDays, DateTimeOffset? ResolvedAt, ClueOutcome? Outcome, CallBackAnswer? Answer, int? Score, int Reopened,
    DateTimeOffset? ClosedAt, long? MergedInto, long? RefusedBy, DateTimeOffset? RefusedAt, DateTimeOffset? AppealedAt, bool IsFalse,
    bool IsUnreasonable, int Extensions, int ExtendedDays, DateTimeOffset? CallFrom, bool IsByPhone, int Version);

public sealed record FalseReports(long Count, DateTimeOffset? LastAt);
