using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Wishes.UnitClaims.Matches;

/// <summary>Whom staff asked to take a wish on.</summary>
public sealed class WishInvitationStore
{
    /// <summary>0 when the member was asked about this wish before.</summary>
    public Task<int> Add(Tx tx, long wishId, long memberId, long staffId, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO wish_invitations (wish_id, member_id, invited_by, invited_at) VALUES (@wishId, @memberId, @staffId, @now)
        """, new { wishId, memberId, staffId, now });

    /// <summary>Which of these members were asked about this wish.</summary>
    public async Task<IReadOnlySet<long>> ListInvited(DbSession session, long wishId, IReadOnlyList<long> memberIds) => memberIds.Count == 0
        ? new HashSet<long>()
        : (await session.List<long>(
            "SELECT member_id FROM wish_invitations WHERE wish_id = @wishId AND member_id IN @memberIds LIMIT 1000", new { wishId, memberIds })).ToHashSet();

    /// <summary>How often each of these members was asked since then, about any wish; those never asked are not in it.</summary>
    public async Task<IReadOnlyDictionary<long, long>> CountSince(DbSession session, IReadOnlyList<long> memberIds, DateTimeOffset since) =>
        memberIds.Count == 0 ? new Dictionary<long, long>() : (await session.List<TurnCount>("""
            SELECT member_id AS MemberId, COUNT(*) AS Turns FROM wish_invitations
            WHERE member_id IN @memberIds AND invited_at >= @since GROUP BY member_id LIMIT 1000
            """, new { memberIds, since })).ToDictionary(row => row.MemberId, row => row.Turns);
}
