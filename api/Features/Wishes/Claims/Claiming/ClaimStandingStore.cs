using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Shared.Attempts;
using LinYuan.Api.Shared.Data;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Claims.Claiming;

/// <summary>How many wishes a member has in hand, and what else counts against one more.</summary>
/// <param name="SilentAt">When the last of their claims ran out in silence, if that still lowers the limit.</param>
/// <param name="Openings">How many contacts they opened in a day and in a week.</param>
public sealed record ClaimCounts(DateTimeOffset? SilentAt, long InHand, CoolingClaims Cooling, IReadOnlyList<AttemptCount> Openings);

/// <summary>All that a claim is judged by beside the wish itself.</summary>
/// <param name="Relation">What the caller has to do with the wish already.</param>
/// <param name="IsHelper">The caller has an active registration by which people help.</param>
/// <param name="Waits">For how many wishes the caller stands by.</param>
/// <param name="MemberWaits">Whoever is to go stands by for this one.</param>
/// <param name="HasMarks">The wish has waited so long that it is marked for it.</param>
/// <param name="Counts">Of whoever is to go.</param>
/// <param name="Opened">Whether that member has opened the contact of this wish before.</param>
public sealed record ClaimStanding(
    ViewerRelation Relation, bool IsHelper, long Waits, bool MemberWaits, bool HasMarks, ClaimCounts Counts, AttemptCount Opened)
{
    /// <summary>What one more opening counts against.</summary>
    public IReadOnlyList<AttemptCount> Openings => [.. Counts.Openings, Opened];
}

/// <summary>Reads what claims are judged by, in one statement each time.</summary>
public sealed class ClaimStandingStore(IOptions<WishOptions> options)
{
    private static readonly string CountColumns = $"""
        (SELECT ended_at FROM wish_claims
         WHERE member_id = @memberId AND outcome = 'expired' AND ended_at > @silentAfter ORDER BY ended_at DESC LIMIT 1) AS SilentAt,
        (SELECT COUNT(*) FROM wishes AS held WHERE held.claimer_id = @memberId AND held.status IN ('claimed', 'inProgress')) AS InHand,
        cooling.Wishes AS CoolingWishes, cooling.FirstUntil AS CoolingUntil,
        {AttemptStore.Column("times", ContactOpenings.DayKind, "@memberId", "0")} AS DayTimes,
        {AttemptStore.Column("ends_at", ContactOpenings.DayKind, "@memberId", "0")} AS DayEndsAt,
        {AttemptStore.Column("times", ContactOpenings.WeekKind, "@memberId", "0")} AS WeekTimes,
        {AttemptStore.Column("ends_at", ContactOpenings.WeekKind, "@memberId", "0")} AS WeekEndsAt
        """;

    private static readonly string Counts = $"SELECT {CountColumns} FROM ({WishClaimStore.Cooling}) AS cooling";

    private static readonly string Standing = $"""
        SELECT {ViewerRelationStore.Columns},
        {RegistrationStore.CountActive("@userId", "@helpers")} AS Registrations,
        (SELECT COUNT(*) FROM wish_stand_bys WHERE member_id = @userId) AS Waits,
        (SELECT COUNT(*) FROM wish_stand_bys WHERE wish_id = wishes.id AND member_id = @memberId) AS MemberPlaces,
        (SELECT COUNT(*) FROM wish_marks WHERE wish_id = wishes.id) AS Marks,
        {AttemptStore.Column("times", ContactOpenings.OfWishKind, "@memberId", "@wishId")} AS WishTimes,
        {CountColumns}
        FROM wishes JOIN ({WishClaimStore.Cooling}) AS cooling WHERE wishes.id = @wishId
        """;

    public async Task<ClaimCounts> FindCounts(DbSession session, long memberId, DateTimeOffset now) => Read(
        (await session.Find<Row>(Counts, new { memberId, now, silentAfter = now - options.Value.SilentExpiryPenalty }))!, memberId, now);

    /// <param name="userId">Who claims.</param>
    /// <param name="memberId">Who is to go.</param>
    public async Task<ClaimStanding> Find(Tx tx, long wishId, long userId, long memberId, DateTimeOffset now)
    {
        var row = (await tx.Find<Row>(Standing, new
        {
            wishId, userId, memberId, now, silentAfter = now - options.Value.SilentExpiryPenalty, helpers = RegistrationKinds.HelperWords,
        }))!;
        return new ClaimStanding(
            row.Read(), row.Registrations > 0, row.Waits, row.MemberPlaces > 0, row.Marks > 0, Read(row, memberId, now),
            new AttemptCount(ContactOpenings.OfOne(memberId, wishId), row.WishTimes ?? 0, now));
    }

    private ClaimCounts Read(Row row, long memberId, DateTimeOffset now)
    {
        var (day, week) = ContactOpenings.Counted(options.Value, memberId);
        return new ClaimCounts(row.SilentAt, row.InHand, new CoolingClaims(row.CoolingWishes, row.CoolingUntil),
        [
            new AttemptCount(day, row.DayTimes ?? 0, row.DayEndsAt ?? now),
            new AttemptCount(week, row.WeekTimes ?? 0, row.WeekEndsAt ?? now),
        ]);
    }

    private sealed record Row : ViewerRelationRow
    {
        public DateTimeOffset? SilentAt { get; init; }

        public long InHand { get; init; }

        public long CoolingWishes { get; init; }

        public DateTimeOffset? CoolingUntil { get; init; }

        public int? DayTimes { get; init; }

        public DateTimeOffset? DayEndsAt { get; init; }

        public int? WeekTimes { get; init; }

        public DateTimeOffset? WeekEndsAt { get; init; }

        public int? WishTimes { get; init; }

        public long Registrations { get; init; }

        public long Waits { get; init; }

        public long MemberPlaces { get; init; }

        public long Marks { get; init; }
    }
}
