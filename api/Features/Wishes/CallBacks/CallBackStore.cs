using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes.CallBacks;

public enum CallBackStatus
{
    Due,
    Done,
    NotDone,

    /// <summary>Nobody answered, twice.</summary>
    NoAnswer,

    /// <summary>Nobody called in time.</summary>
    Lapsed,
}

/// <summary>回访: calls to residents whose delivery nobody confirmed, and the moves that come of them.</summary>
public sealed class CallBackStore(FieldCipher cipher)
{
    private const string Columns = """
        id AS Id, wish_id AS WishId, district_id AS DistrictId, street_id AS StreetId, community_id AS CommunityId, author_id AS AuthorId,
        claim_id AS ClaimId, status AS Status, due_at AS DueAt, lapses_at AS LapsesAt, tries AS Tries, score AS Score, note_enc AS NoteEnc,
        recorded_at AS RecordedAt
        """;

    /// <summary>The call may be made now, in every move.</summary>
    private const string IsDue = "id = @id AND status = 'due' AND due_at <= @now AND lapses_at > @now";

    public Task Insert(Tx tx, Wish wish, DateTimeOffset now, DateTimeOffset lapsesAt) => tx.Execute("""
        INSERT INTO wish_call_backs (wish_id, district_id, street_id, community_id, author_id, claim_id, status, due_at, lapses_at)
        VALUES (@Id, @DistrictId, @StreetId, @CommunityId, @AuthorId, @ClaimId, 'due', @now, @lapsesAt)
        """, new { wish.Id, wish.Place.DistrictId, wish.Place.StreetId, wish.Place.CommunityId, wish.AuthorId, wish.ClaimId, now, lapsesAt });

    public async Task<CallBack?> Find(DbSession session, long id) =>
        await session.Find<Row>($"SELECT {Columns} FROM wish_call_backs WHERE id = @id", new { id }) is { } row ? Read(row) : null;

    /// <summary>Locks the call-back if it may be made now; false when it is not due, over, or recorded.</summary>
    public async Task<bool> LockDue(Tx tx, long id, DateTimeOffset now) =>
        await tx.Find<long?>($"SELECT id FROM wish_call_backs WHERE {IsDue} FOR UPDATE", new { id, now }) is not null;

    public async Task<bool> IsDueNow(DbSession session, long id, DateTimeOffset now) =>
        await session.Find<long?>($"SELECT id FROM wish_call_backs WHERE {IsDue}", new { id, now }) is not null;

    /// <summary>
    /// A staff list of a subtree, oldest first, without what the reader is concerned in. Those that are due are shown only when their time
    /// has come.
    /// </summary>
    public async Task<IReadOnlyList<CallBack>> List(
        DbSession session, Subtree subtree, CallBackStatus status, long readerId, DateTimeOffset now, long after, int rows) =>
        [.. (await session.List<Row>($"""
            SELECT {Columns} FROM wish_call_backs AS calls
            WHERE {subtree.Column} = @AreaId AND status = @status AND id > @after AND author_id <> @readerId
              {(status == CallBackStatus.Due ? "AND due_at <= @now AND lapses_at > @now" : "")}
              AND NOT EXISTS (SELECT 1 FROM wish_claims
                              WHERE wish_claims.id = calls.claim_id AND (wish_claims.member_id = @readerId OR wish_claims.claimed_by = @readerId))
            ORDER BY id LIMIT @rows
            """, new { subtree.AreaId, status = status.Word(), after, readerId, now, rows })).Select(Read)];

    /// <summary>About the author's own wishes; what was filed for somebody else is that person's.</summary>
    public async Task<IReadOnlyList<CallBack>> ListOfAuthor(DbSession session, long authorId, int rows) =>
        [.. (await session.List<Row>($"""
            SELECT {Columns} FROM wish_call_backs WHERE author_id = @authorId
              AND EXISTS (SELECT 1 FROM wishes WHERE wishes.id = wish_call_backs.wish_id AND wishes.represented_id IS NULL)
            ORDER BY id LIMIT @rows
            """, new { authorId, rows })).Select(Read)];

    /// <summary>Writes down what the resident said; 0 when the call is not due any more.</summary>
    public Task<int> Record(Tx tx, long id, CallBackStatus to, long staffId, int? score, string? note, DateTimeOffset now) => tx.Execute($"""
        UPDATE wish_call_backs SET status = @to, score = @score, note_enc = @note, recorded_by = @staffId, recorded_at = @now, tries = tries + 1
        WHERE {IsDue}
        """, new { id, to = to.Word(), staffId, score, note = cipher.EncryptIfAny(WishStore.WordsPurpose, note), now });

    /// <summary>Puts the call off after the first time that nobody answered; 0 when it was not the first.</summary>
    public Task<int> TryAgain(Tx tx, long id, long staffId, string? note, DateTimeOffset dueAt, DateTimeOffset now) => tx.Execute($"""
        UPDATE wish_call_backs SET due_at = @dueAt, note_enc = @note, recorded_by = @staffId, recorded_at = @now, tries = tries + 1
        WHERE {IsDue} AND tries = 0
        """, new { id, staffId, note = cipher.EncryptIfAny(WishStore.WordsPurpose, note), dueAt, now });

    public Task<IReadOnlyList<long>> ListLapsing(DbSession session, DateTimeOffset now, int rows) => session.List<long>("""
        SELECT id FROM wish_call_backs WHERE status = 'due' AND lapses_at <= @now ORDER BY lapses_at LIMIT @rows
        """, new { now, rows });

    /// <summary>Ends a call that nobody made in time. Runners may race: one of them moves it.</summary>
    public Task<int> Lapse(Tx tx, long id, DateTimeOffset now) => tx.Execute("""
        UPDATE wish_call_backs SET status = 'lapsed' WHERE id = @id AND status = 'due' AND lapses_at <= @now
        """, new { id, now });

    /// <summary>The resident said that it was done: the last state, with the contact erased.</summary>
    public Task<int> Confirm(Tx tx, long wishId, int? score) => tx.Execute("""
        UPDATE wishes SET status = 'fulfilled', score = COALESCE(score, @score), contact_enc = NULL
        WHERE id = @wishId AND status = 'fulfilledUnconfirmed'
        """, new { wishId, score });

    /// <summary>
    /// The resident said that it was not done: as if it had been disputed in time. The claim lives again, so that staff may also let the
    /// helper go on; the contact stays for that.
    /// </summary>
    public async Task<int> Dispute(Tx tx, long wishId, long claimId)
    {
        var moved = await tx.Execute("""
            UPDATE wishes SET status = 'disputed', closed_at = NULL WHERE id = @wishId AND status = 'fulfilledUnconfirmed'
            """, new { wishId });
        if (moved == 1)
            await tx.Execute("UPDATE wish_claims SET ended_at = NULL, outcome = NULL WHERE id = @claimId", new { claimId });
        return moved;
    }

    /// <summary>No call comes any more, so nobody needs the contact, and no answer is waited for.</summary>
    public async Task EraseContact(Tx tx, long wishId)
    {
        await tx.Execute("UPDATE wishes SET contact_enc = NULL WHERE id = @wishId AND status = 'fulfilledUnconfirmed'", new { wishId });
        await tx.Execute("DELETE FROM wish_marks WHERE wish_id = @wishId", new { wishId });
    }

    public Task<long> AddReveal(Tx tx, CallBack call, long viewerId, string fields, DateTimeOffset now) => tx.Insert("""
        INSERT INTO contact_reveals (wish_id, claim_id, viewer_id, at, fields, call_back_id)
        VALUES (@WishId, @ClaimId, @viewerId, @now, @fields, @Id)
        """, new { call.WishId, call.ClaimId, call.Id, viewerId, now, fields });

    /// <summary>Who deleted the account cannot be called; what was noted about them goes too.</summary>
    public Task Erase(Tx tx, long authorId) => tx.Execute("""
        UPDATE wish_call_backs JOIN wishes ON wishes.id = wish_call_backs.wish_id
        SET wish_call_backs.note_enc = NULL,
            wish_call_backs.status = CASE wish_call_backs.status WHEN 'due' THEN 'lapsed' ELSE wish_call_backs.status END
        WHERE wish_call_backs.author_id = @authorId AND wishes.represented_id IS NULL
        """, new { authorId });

    private CallBack Read(Row row) => new(
        row.Id, row.WishId, new Placement(row.DistrictId, row.StreetId, row.CommunityId), row.AuthorId, row.ClaimId, row.Status, row.DueAt,
        row.LapsesAt, row.Tries, row.Score, cipher.DecryptIfAny(WishStore.WordsPurpose, row.NoteEnc), row.RecordedAt);

    private sealed record Row(
        long Id, long WishId, long DistrictId, long StreetId, long CommunityId, long AuthorId, long ClaimId, CallBackStatus Status,
        DateTimeOffset DueAt, DateTimeOffset LapsesAt, int Tries, int? Score, byte[]? NoteEnc, DateTimeOffset? RecordedAt);
}

/// <param name="Tries">Calls that were made so far.</param>
public sealed record CallBack(
    long Id, long WishId, Placement Place, long AuthorId, long ClaimId, CallBackStatus Status, DateTimeOffset DueAt, DateTimeOffset LapsesAt,
    int Tries, int? Score, string? Note, DateTimeOffset? RecordedAt);
