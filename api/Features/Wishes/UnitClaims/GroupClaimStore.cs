using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Teams;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.UnitClaims;

/// <summary>What is kept of a claim that a unit or a team made: for whom, by whom, and who goes.</summary>
public sealed class GroupClaimStore(UnitStore units, TeamStore teams)
{
    /// <summary>
    /// Puts another member in the place of the one who was to go; 0 when the wish is no longer in that one's hands. The claim ends and
    /// a new one goes on where it stood: neither limit, extension nor reminders begin anew.
    /// </summary>
    public async Task<int> Rename(Tx tx, Wish wish, long memberId, long claimedBy, DateTimeOffset now)
    {
        var moved = await tx.Execute("""
            UPDATE wishes SET claimer_id = @memberId
            WHERE id = @Id AND status = @from AND claim_id = @ClaimId AND claimer_id = @ClaimerId AND author_id <> @memberId
              AND claimer_id <> @memberId AND CASE status WHEN 'claimed' THEN contact_by ELSE deliver_by END > @now
            """, new { wish.Id, from = wish.Status.Word(), wish.ClaimId, wish.ClaimerId, memberId, now });
        if (moved == 0)
            return 0;
        // Read with its lock: a reminder may have been counted since this transaction first looked.
        var old = (await tx.Find<LimitRow>("""
            SELECT unit_id AS UnitId, team_id AS TeamId, extended_at AS ExtendedAt, staff_extended_at AS StaffExtendedAt, limit_from AS LimitFrom, remind_at AS RemindAt, reminders AS Reminders
            FROM wish_claims WHERE id = @ClaimId FOR UPDATE
            """, new { wish.ClaimId }))!;
        await tx.Execute("""
            UPDATE wish_claims SET ended_at = @now, outcome = 'reassigned', remind_at = NULL WHERE id = @ClaimId AND live = 1
            """, new { wish.ClaimId, now });
        var claimId = await tx.Insert("""
            INSERT INTO wish_claims (wish_id, member_id, claimed_at, extended_at, staff_extended_at, limit_from, remind_at, reminders, unit_id, team_id, claimed_by)
            VALUES (@Id, @memberId, @now, @ExtendedAt, @StaffExtendedAt, @LimitFrom, @RemindAt, @Reminders, @UnitId, @TeamId, @claimedBy)
            """, new
        {
            wish.Id, memberId, now, old.ExtendedAt, old.StaffExtendedAt, old.LimitFrom, old.RemindAt, old.Reminders, old.UnitId, old.TeamId, claimedBy,
        });
        await tx.Execute("UPDATE wishes SET claim_id = @claimId WHERE id = @Id", new { wish.Id, claimId });
        return 1;
    }

    /// <summary>For which unit or team each of these claims is, with those who may act for it now; personal claims are not among them.</summary>
    public async Task<IReadOnlyDictionary<long, ClaimedFor>> Of(DbSession session, IReadOnlyList<long> claimIds)
    {
        var rows = await GroupsOf(session, claimIds);
        if (rows.Count == 0)
            return new Dictionary<long, ClaimedFor>();
        var unitIds = Distinct(rows, row => row.UnitId);
        var teamIds = Distinct(rows, row => row.TeamId);
        var ofUnits = unitIds.Count == 0 ? [] : await units.ListSpeakers(session, unitIds);
        var ofTeams = teamIds.Count == 0 ? [] : await teams.ListSpeakers(session, teamIds);
        return await Named(session, rows, row => [
            .. (row.UnitId is null ? ofTeams : ofUnits).Where(speaker => speaker.GroupId == (row.UnitId ?? row.TeamId)).Select(speaker => speaker.UserId),
        ]);
    }

    /// <summary>The same without who may act: all that a public list needs.</summary>
    public async Task<IReadOnlyDictionary<long, ClaimedFor>> NamesOf(DbSession session, IReadOnlyList<long> claimIds) =>
        await Named(session, await GroupsOf(session, claimIds), _ => []);

    /// <summary>What somebody claimed for a unit or a team, newest first.</summary>
    public Task<IReadOnlyList<CoordinatedClaim>> ListOf(DbSession session, long claimedBy, long before, int rows) => session.List<CoordinatedClaim>("""
        SELECT id AS Id, wish_id AS WishId, member_id AS MemberId, unit_id AS UnitId, team_id AS TeamId, claimed_at AS ClaimedAt,
               ended_at AS EndedAt, outcome AS Outcome
        FROM wish_claims WHERE claimed_by = @claimedBy AND id < @before ORDER BY id DESC LIMIT @rows
        """, new { claimedBy, before, rows });

    /// <summary>How many wishes each of these members took on since then; those with none are not in it.</summary>
    public async Task<IReadOnlyDictionary<long, long>> CountSince(DbSession session, IReadOnlyList<long> memberIds, DateTimeOffset since) =>
        memberIds.Count == 0 ? new Dictionary<long, long>() : (await session.List<TurnCount>("""
            SELECT member_id AS MemberId, COUNT(*) AS Turns FROM wish_claims
            WHERE member_id IN @memberIds AND claimed_at >= @since GROUP BY member_id LIMIT 1000
            """, new { memberIds, since })).ToDictionary(row => row.MemberId, row => row.Turns);

    /// <summary>Erases what a secretary or leader wrote when giving wishes back.</summary>
    public Task Erase(Tx tx, long userId) => tx.Execute("""
        UPDATE wish_events JOIN wish_claims ON wish_claims.wish_id = wish_events.wish_id SET wish_events.reason_enc = NULL
        WHERE wish_claims.claimed_by = @userId AND wish_events.actor = 'coordinator' AND wish_events.actor_id = @userId
        """, new { userId });

    /// <summary>Which of them are for a group is told here and not in the SQL, where it would lead the server through all group claims there are.</summary>
    private static async Task<IReadOnlyList<GroupRow>> GroupsOf(DbSession session, IReadOnlyList<long> claimIds) => claimIds.Count == 0 ? [] :
    [
        .. (await session.List<GroupRow>(
            "SELECT id AS ClaimId, unit_id AS UnitId, team_id AS TeamId FROM wish_claims WHERE id IN @claimIds LIMIT 1000", new { claimIds }))
            .Where(row => row.UnitId is not null || row.TeamId is not null),
    ];

    private async Task<IReadOnlyDictionary<long, ClaimedFor>> Named(
        DbSession session, IReadOnlyList<GroupRow> rows, Func<GroupRow, IReadOnlyList<long>> coordinators)
    {
        var unitNames = await units.NamesOf(session, Distinct(rows, row => row.UnitId));
        var teamNames = await teams.NamesOf(session, Distinct(rows, row => row.TeamId));
        return rows.ToDictionary(row => row.ClaimId, row => row.UnitId is { } unitId
            ? new ClaimedFor(GroupKind.Unit, unitId, unitNames.GetValueOrDefault(unitId, ""), coordinators(row))
            : new ClaimedFor(GroupKind.Team, row.TeamId!.Value, teamNames.GetValueOrDefault(row.TeamId.Value, ""), coordinators(row)));
    }

    private static List<long> Distinct(IReadOnlyList<GroupRow> rows, Func<GroupRow, long?> id) => [.. rows.Select(id).OfType<long>().Distinct()];

    private sealed record LimitRow(
        long? UnitId, long? TeamId, DateTimeOffset? ExtendedAt, DateTimeOffset? StaffExtendedAt, DateTimeOffset? LimitFrom, DateTimeOffset? RemindAt,
        int Reminders);

    private sealed record GroupRow(long ClaimId, long? UnitId, long? TeamId);
}

public sealed record CoordinatedClaim(
    long Id, long WishId, long MemberId, long? UnitId, long? TeamId, DateTimeOffset ClaimedAt, DateTimeOffset? EndedAt, ClaimOutcome? Outcome);

/// <summary>How often a member's turn came.</summary>
public sealed record TurnCount(long MemberId, long Turns);
