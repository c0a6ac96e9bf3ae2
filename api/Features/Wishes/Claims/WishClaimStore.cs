using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes.Claims;

/// <summary>Claims, their leases and the openings of contact details. Every deadline is judged in the WHERE of the move itself.</summary>
public sealed class WishClaimStore(FieldCipher cipher)
{
    public const string CodePurpose = "wish.handover";

    /// <summary>One row, with what <see cref="CoolingClaims"/> holds.</summary>
    internal const string Cooling = """
        SELECT COUNT(DISTINCT wish_claims.wish_id) AS Wishes, MIN(wish_claims.counts_until) AS FirstUntil
        FROM wish_claims FORCE INDEX (counted_of_member) LEFT JOIN wishes AS held
          ON held.id = wish_claims.wish_id AND held.claimer_id = @memberId AND held.status IN ('claimed', 'inProgress')
        WHERE wish_claims.member_id = @memberId AND wish_claims.counts_until > @now AND held.id IS NULL
        """;

    /// <summary>The claimer still holds the wish: the state, the person and the time, in every claimer's move.</summary>
    private const string Held = """
        id = @id AND status = @from AND claimer_id = @claimerId
        AND CASE status WHEN 'claimed' THEN contact_by ELSE deliver_by END > @now
        """;

    /// <summary>Clears everything that a claim put on the wish, so that the contact is locked again and the old code is worthless.</summary>
    private const string Cleared = """
        claim_id = NULL, claimer_id = NULL, contact_by = NULL, deliver_by = NULL, handover_code_enc = NULL
        """;

    /// <summary>
    /// Takes an open wish, and ends its wait with it; null when it is not to be had, or offered to another. The author cannot take their
    /// own. The wish must be locked: its row is written once, with the claim that is entered before.
    /// </summary>
    public async Task<long?> Claim(Tx tx, long id, NewClaim claim, DateTimeOffset now)
    {
        var claimId = await tx.Insert("""
            INSERT INTO wish_claims (wish_id, member_id, claimed_at, limit_from, remind_at, unit_id, team_id, claimed_by)
            VALUES (@id, @MemberId, @now, @now, @RemindAt, @UnitId, @TeamId, @ClaimedBy)
            """, new { id, claim.MemberId, claim.Lease.RemindAt, claim.UnitId, claim.TeamId, claim.ClaimedBy, now });
        var taken = await tx.Execute("""
            UPDATE wishes SET status = 'claimed', claim_id = @claimId, claimer_id = @MemberId, contact_by = @ContactBy, deliver_by = @DeliverBy,
                   handover_code_enc = @code, offered_to = NULL, offered_until = NULL, wait_due_at = NULL,
                   minutes_to_claim = COALESCE(minutes_to_claim, TIMESTAMPDIFF(MINUTE, published_at, @now))
            WHERE id = @id AND status = 'open' AND is_crowd = 0 AND author_id <> @MemberId
              AND (offered_to IS NULL OR offered_to = @MemberId AND offered_until > @now)
            """, new
        {
            id, claimId, claim.MemberId, claim.Lease.ContactBy, claim.Lease.DeliverBy, code = cipher.Encrypt(CodePurpose, claim.HandoverCode), now,
        });
        return taken == 1 ? claimId : null;
    }

    /// <summary>Wishes that the member has in hand; those that wait for the resident's answer do not count against the member.</summary>
    public Task<long> CountInHand(DbSession session, long memberId) => session.Scalar<long>(
        "SELECT COUNT(*) FROM wishes WHERE claimer_id = @memberId AND status IN ('claimed', 'inProgress')", new { memberId });

    /// <summary>
    /// Other wishes whose contact the member read and gave back so soon that they still count, and until when the first of them does.
    /// </summary>
    public async Task<CoolingClaims> CountCooling(DbSession session, long memberId, DateTimeOffset now) =>
        (await session.Find<CoolingClaims>(Cooling, new { memberId, now }))!;

    /// <summary>When the contact was last opened under this claim.</summary>
    public Task<DateTimeOffset?> FindLastReveal(DbSession session, long wishId, long claimId) => session.Find<DateTimeOffset?>("""
        SELECT at FROM contact_reveals WHERE wish_id = @wishId AND claim_id = @claimId ORDER BY id DESC LIMIT 1
        """, new { wishId, claimId });

    /// <summary>A claim that ended goes on counting in the member's allowance.</summary>
    public Task SetCountsUntil(Tx tx, long claimId, DateTimeOffset until) =>
        tx.Execute("UPDATE wish_claims SET counts_until = @until WHERE id = @claimId", new { claimId, until });

    /// <summary>The wishes in hand, locked in the order of their ids.</summary>
    public Task<IReadOnlyList<long>> LockInHand(Tx tx, long memberId) => tx.List<long>("""
        SELECT id FROM wishes WHERE claimer_id = @memberId AND status IN ('claimed', 'inProgress') ORDER BY id FOR UPDATE
        """, new { memberId });

    public async Task<bool> HasEverClaimed(Tx tx, long wishId, long memberId) => await tx.Scalar<long>(
        "SELECT COUNT(*) FROM wish_claims WHERE wish_id = @wishId AND member_id = @memberId", new { wishId, memberId }) > 0;

    public async Task<int> Contacted(Tx tx, long id, long claimerId, Lease lease, DateTimeOffset now)
    {
        var moved = await tx.Execute($"UPDATE wishes SET status = 'inProgress', deliver_by = @DeliverBy WHERE {Held}",
            new { id, claimerId, now, from = "claimed", lease.DeliverBy });
        if (moved == 1)
            await RestartReminders(tx, id, lease.RemindAt, now);
        return moved;
    }

    /// <summary>
    /// Until when an extension, the claimer's or the community's, has promised the delivery; null without one. Locked like an extension
    /// locks, so that one given at this moment is either seen here or comes after the move.
    /// </summary>
    public Task<DateTimeOffset?> LockExtendedTo(Tx tx, long claimId) => tx.Find<DateTimeOffset?>("""
        SELECT wishes.deliver_by FROM wish_claims JOIN wishes ON wishes.id = wish_claims.wish_id
        WHERE wish_claims.id = @claimId AND wish_claims.live = 1
          AND (wish_claims.extended_at IS NOT NULL OR wish_claims.staff_extended_at IS NOT NULL)
        FOR UPDATE
        """, new { claimId });

    /// <summary>Takes the one extension that a claim has; 0 when it is used up.</summary>
    public Task<int> UseExtension(Tx tx, long claimId, DateTimeOffset now) => tx.Execute("""
        UPDATE wish_claims SET extended_at = @now WHERE id = @claimId AND live = 1 AND extended_at IS NULL
        """, new { claimId, now });

    /// <summary>Moves the running limit to a later moment.</summary>
    public async Task<int> Extend(Tx tx, long id, WishStatus from, long claimerId, Lease lease, DateTimeOffset now)
    {
        var moved = await tx.Execute($"UPDATE wishes SET contact_by = @ContactBy, deliver_by = @DeliverBy WHERE {Held}",
            new { id, claimerId, now, from = from.Word(), lease.ContactBy, lease.DeliverBy });
        if (moved == 1)
            await RestartReminders(tx, id, lease.RemindAt, now);
        return moved;
    }

    public Task<int> Release(Tx tx, long id, WishStatus from, long claimerId, DateTimeOffset now) =>
        tx.Execute($"UPDATE wishes SET status = 'open', {Cleared} WHERE {Held}", new { id, claimerId, now, from = from.Word() });

    /// <summary>Reopens a wish whose claimer let the time run out. Runners may race: one of them moves it.</summary>
    public Task<int> Expire(Tx tx, long id, WishStatus from, DateTimeOffset now) => tx.Execute($"""
        UPDATE wishes SET status = 'open', {Cleared}
        WHERE id = @id AND status = @from AND CASE status WHEN 'claimed' THEN contact_by ELSE deliver_by END <= @now
        """, new { id, from = from.Word(), now });

    public Task<int> Deliver(Tx tx, long id, long claimerId, CheckedWords note, DateTimeOffset now) => tx.Execute($"""
        UPDATE wishes SET status = 'delivered', delivered_at = @now, delivery_note_enc = @note, delivery_note_check = @check WHERE {Held}
        """, new { id, claimerId, now, note = cipher.EncryptIfAny(WishStore.WordsPurpose, note.Words), check = note.Check?.Word(), from = "inProgress" });

    public Task<int> DeliverWithCode(Tx tx, long id, long claimerId, CheckedWords note, DateTimeOffset now) => tx.Execute($"""
        UPDATE wishes SET status = 'fulfilled', delivered_at = @now, closed_at = @now, delivery_note_enc = @note,
               delivery_note_check = @check, handover_code_enc = NULL, contact_enc = NULL
        WHERE {Held}
        """, new { id, claimerId, now, note = cipher.EncryptIfAny(WishStore.WordsPurpose, note.Words), check = note.Check?.Word(), from = "inProgress" });

    /// <summary>
    /// Ends the live claim of a wish that was just moved. By the wish and not by a claim's id: the id that was read before the move may
    /// be that of an earlier claim, and one left alive would stop every later claim.
    /// </summary>
    public Task<int> EndClaim(Tx tx, long wishId, ClaimOutcome outcome, DateTimeOffset now) => tx.Execute("""
        UPDATE wish_claims SET ended_at = @now, outcome = @outcome, remind_at = NULL WHERE wish_id = @wishId AND live = 1
        """, new { wishId, outcome = outcome.Word(), now });

    /// <summary>Locks a wish that the claimer has been in contact about, and gives its handover code; null when there is none to compare with.</summary>
    public async Task<string?> LockHandover(Tx tx, long id, long claimerId, DateTimeOffset now) =>
        cipher.DecryptIfAny(CodePurpose, await tx.Find<byte[]>(
            $"SELECT handover_code_enc FROM wishes WHERE {Held} FOR UPDATE", new { id, claimerId, now, from = "inProgress" }));

    /// <summary>The code of the claim; null when there is none.</summary>
    public async Task<string?> FindHandover(DbSession session, long id)
    {
        var code = await session.Find<byte[]>("SELECT handover_code_enc FROM wishes WHERE id = @id", new { id });
        return code is null ? null : cipher.Decrypt(CodePurpose, code);
    }

    public Task<long> AddReveal(Tx tx, long wishId, long claimId, long viewerId, string fields, DateTimeOffset now) => tx.Insert("""
        INSERT INTO contact_reveals (wish_id, claim_id, viewer_id, at, fields) VALUES (@wishId, @claimId, @viewerId, @now, @fields)
        """, new { wishId, claimId, viewerId, now, fields });

    /// <summary>Newest first, so that no number of openings hides the last.</summary>
    public Task<IReadOnlyList<ContactReveal>> ListReveals(DbSession session, long wishId) => session.List<ContactReveal>("""
        SELECT id AS Id, viewer_id AS ViewerId, at AS At, fields AS Fields, call_back_id AS CallBackId
        FROM contact_reveals WHERE wish_id = @wishId ORDER BY id DESC LIMIT 500
        """, new { wishId });

    public Task<IReadOnlyList<MemberClaim>> ListOf(DbSession session, long memberId, long before, int rows) => session.List<MemberClaim>("""
        SELECT id AS Id, wish_id AS WishId, claimed_at AS ClaimedAt, ended_at AS EndedAt, outcome AS Outcome
        FROM wish_claims WHERE member_id = @memberId AND id < @before ORDER BY id DESC LIMIT @rows
        """, new { memberId, before, rows });

    /// <summary>Erases what a claimer wrote: the reasons, and the notes that came with deliveries.</summary>
    public async Task Erase(Tx tx, long memberId)
    {
        await tx.Execute("""
            UPDATE wish_events JOIN wish_claims ON wish_claims.wish_id = wish_events.wish_id SET wish_events.reason_enc = NULL
            WHERE wish_claims.member_id = @memberId AND wish_events.actor = 'claimer' AND wish_events.actor_id = @memberId
            """, new { memberId });
        await tx.Execute("UPDATE wishes SET delivery_note_enc = NULL WHERE claimer_id = @memberId", new { memberId });
    }

    /// <summary>Wishes whose running limit is over, a bounded number.</summary>
    public async Task<IReadOnlyList<long>> ListOverdue(DbSession session, DateTimeOffset now, int rows) =>
    [
        .. await session.List<long>(
            "SELECT id FROM wishes WHERE status = 'claimed' AND due_at <= @now ORDER BY due_at LIMIT @rows", new { now, rows }),
        .. await session.List<long>(
            "SELECT id FROM wishes WHERE status = 'inProgress' AND due_at <= @now ORDER BY due_at LIMIT @rows", new { now, rows }),
    ];

    public Task<IReadOnlyList<DueReminder>> ListRemindersDue(DbSession session, DateTimeOffset now, int rows) => session.List<DueReminder>("""
        SELECT id AS ClaimId, wish_id AS WishId, member_id AS MemberId, limit_from AS LimitFrom, reminders AS Sent
        FROM wish_claims WHERE remind_at <= @now AND live = 1 ORDER BY remind_at LIMIT @rows
        """, new { now, rows });

    /// <summary>Counts a reminder and sets the next; 0 when another runner was quicker.</summary>
    public Task<int> MarkReminded(Tx tx, DueReminder reminder, DateTimeOffset? next) => tx.Execute("""
        UPDATE wish_claims SET reminders = reminders + 1, remind_at = @next WHERE id = @ClaimId AND live = 1 AND limit_from = @LimitFrom AND reminders = @Sent
        """, new { reminder.ClaimId, reminder.LimitFrom, reminder.Sent, next });

    /// <summary>Reminders begin anew with a limit that begins now.</summary>
    public static Task<int> RestartReminders(Tx tx, long wishId, DateTimeOffset? remindAt, DateTimeOffset now) => tx.Execute("""
        UPDATE wish_claims SET limit_from = @now, remind_at = @remindAt, reminders = 0 WHERE wish_id = @wishId AND live = 1
        """, new { wishId, remindAt, now });
}

/// <summary>The two limits of a claim, and when the claimer is reminded next.</summary>
public sealed record Lease(DateTimeOffset ContactBy, DateTimeOffset DeliverBy, DateTimeOffset? RemindAt);

/// <param name="MemberId">Who goes.</param>
/// <param name="ClaimedBy">Who claimed for the unit or team; null, like these, for who claims for themselves.</param>
public sealed record NewClaim(long MemberId, Lease Lease, string HandoverCode, long? UnitId, long? TeamId, long? ClaimedBy);

/// <param name="CallBackId">Set where staff opened the contact to call the resident back.</param>
public sealed record ContactReveal(long Id, long ViewerId, DateTimeOffset At, string Fields, long? CallBackId);

public sealed record MemberClaim(long Id, long WishId, DateTimeOffset ClaimedAt, DateTimeOffset? EndedAt, ClaimOutcome? Outcome);

public sealed record DueReminder(long ClaimId, long WishId, long MemberId, DateTimeOffset LimitFrom, int Sent);

/// <param name="FirstUntil">When the next of them counts no more; null without one.</param>
public sealed record CoolingClaims(long Wishes, DateTimeOffset? FirstUntil);
