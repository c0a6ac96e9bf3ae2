using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Wishes.Actions;

/// <summary>
/// What somebody has to do with wishes, a page of them in one statement. Each part is found by a key of the wish, so that it costs the
/// same however many wishes there are; the key is named where an optimizer that may choose would read all that the person ever did.
/// </summary>
public sealed class ViewerRelationStore
{
    internal const string Columns = """
        wishes.id AS WishId,
        (SELECT COUNT(*) FROM wish_proxy_acts WHERE wish_id = wishes.id AND proxy_id = @userId) AS Acts,
        (SELECT COUNT(*) FROM wish_claims FORCE INDEX (one_live) WHERE wish_id = wishes.id AND (member_id = @userId OR claimed_by = @userId)) AS Claims,
        (SELECT COUNT(*) FROM wish_claims WHERE id = wishes.claim_id AND (member_id = @userId OR claimed_by = @userId)) AS PresentClaims,
        (SELECT COUNT(extended_at) FROM wish_claims WHERE id = wishes.claim_id) AS Extensions,
        (SELECT COUNT(staff_extended_at) FROM wish_claims WHERE id = wishes.claim_id) AS StaffExtensions,
        (SELECT COUNT(code.handover_code_enc) FROM wishes AS code WHERE code.id = wishes.id) AS Codes,
        (SELECT COUNT(*) FROM wish_stand_bys WHERE wish_id = wishes.id AND member_id = @userId) AS Places,
        (SELECT COUNT(*) FROM wish_stand_bys WHERE wish_id = wishes.id) AS Waiting,
        (SELECT member_id FROM wish_stand_bys FORCE INDEX (in_line)
         WHERE wish_id = wishes.id AND member_id <> COALESCE(wishes.offered_to, 0) ORDER BY id LIMIT 1) AS NextInLine,
        (SELECT COUNT(*) FROM wish_pledges FORCE INDEX (of_wish_and_member) WHERE wish_id = wishes.id AND member_id = @userId) AS Pledges,
        (SELECT COUNT(*) FROM wish_pledges FORCE INDEX (of_wish_and_member) WHERE wish_id = wishes.id AND member_id = @userId AND status = 'promised') AS Promised,
        (SELECT COUNT(*) FROM wish_pledges FORCE INDEX (of_wish_and_member) WHERE wish_id = wishes.id AND member_id = @userId AND status = 'received') AS Brought,
        (SELECT id FROM wish_pledges FORCE INDEX (of_wish_and_member) WHERE wish_id = wishes.id AND member_id <> @userId AND status = 'promised' LIMIT 1) AS OthersPledge,
        (SELECT COUNT(*) FROM wish_followers FORCE INDEX (PRIMARY) WHERE wish_id = wishes.id AND user_id = @userId) AS Followed,
        (SELECT COUNT(*) FROM wish_mutes FORCE INDEX (PRIMARY) WHERE wish_id = wishes.id AND user_id = @userId) AS Muted,
        (SELECT COUNT(*) FROM wish_stories WHERE wish_id = wishes.id AND live = 1) AS Stories,
        (SELECT COUNT(*) FROM represented_people WHERE id = wishes.represented_id AND ended_at IS NOT NULL) AS EndedCards,
        (SELECT card_number FROM represented_people WHERE id = wishes.represented_id) AS CardNumber
        """;

    /// <summary>The part of one person in each of these wishes, by the wish's id.</summary>
    public async Task<IReadOnlyDictionary<long, ViewerRelation>> Of(DbSession session, IReadOnlyList<long> wishIds, long userId) =>
        wishIds.Count == 0
            ? new Dictionary<long, ViewerRelation>()
            : (await session.List<ViewerRelationRow>($"SELECT {Columns} FROM wishes WHERE wishes.id IN @wishIds LIMIT 200", new { wishIds, userId }))
                .ToDictionary(row => row.WishId, row => row.Read());

    public async Task<ViewerRelation> Of(DbSession session, long wishId, long userId) => (await Of(session, [wishId], userId))[wishId];
}

/// <summary>The columns of a part as they are read, alone or with what else a statement asks for.</summary>
internal record ViewerRelationRow
{
    public long WishId { get; init; }

    public long Acts { get; init; }

    public long Claims { get; init; }

    public long PresentClaims { get; init; }

    public long Extensions { get; init; }

    public long StaffExtensions { get; init; }

    public long Codes { get; init; }

    public long Places { get; init; }

    public long Waiting { get; init; }

    public long? NextInLine { get; init; }

    public long Pledges { get; init; }

    public long Promised { get; init; }

    public long Brought { get; init; }

    public long? OthersPledge { get; init; }

    public long Followed { get; init; }

    public long Muted { get; init; }

    public long Stories { get; init; }

    public long EndedCards { get; init; }

    public string? CardNumber { get; init; }

    public ViewerRelation Read() => new(
        Acts > 0, Claims + Pledges > 0, PresentClaims > 0, Extensions > 0, StaffExtensions > 0, Codes > 0, Places > 0, Waiting, NextInLine,
        Promised > 0, Brought > 0, OthersPledge is not null, Followed > 0, Muted > 0, Stories > 0, EndedCards > 0, CardNumber);
}
