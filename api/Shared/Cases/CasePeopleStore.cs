using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Shared.Cases;

/// <summary>What somebody is to a case beside whose it is and who has it in hand.</summary>
public enum CasePart
{
    /// <summary>关注: hears what becomes of it.</summary>
    Follower,

    /// <summary>免打扰: hears only what waits for their own answer.</summary>
    Muted,

    /// <summary>协办: works on it with whoever has it in hand.</summary>
    Helper,
}

/// <summary>The people beside the cases of all kinds.</summary>
public sealed class CasePeopleStore
{
    public Task Add(Tx tx, string kind, long caseId, CasePart part, long userId, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO case_people (kind, case_id, part, user_id, since) VALUES (@kind, @caseId, @part, @userId, @now)
        """, new { kind, caseId, part = part.Word(), userId, now });

    public Task<int> Remove(Tx tx, string kind, long caseId, CasePart part, long userId) => tx.Execute(
        "DELETE FROM case_people WHERE kind = @kind AND case_id = @caseId AND part = @part AND user_id = @userId",
        new { kind, caseId, part = part.Word(), userId });

    /// <summary>These people and nobody else.</summary>
    public async Task Set(Tx tx, string kind, long caseId, CasePart part, IReadOnlyCollection<long> userIds, DateTimeOffset now)
    {
        await tx.Execute(
            "DELETE FROM case_people WHERE kind = @kind AND case_id = @caseId AND part = @part", new { kind, caseId, part = part.Word() });
        foreach (var userId in userIds)
            await Add(tx, kind, caseId, part, userId, now);
    }

    public async Task<bool> Has(DbSession session, string kind, long caseId, CasePart part, long userId) => await session.Scalar<long>("""
        SELECT COUNT(*) FROM case_people WHERE kind = @kind AND case_id = @caseId AND part = @part AND user_id = @userId
        """, new { kind, caseId, part = part.Word(), userId }) > 0;

    /// <summary>In the order of their ids, after an id.</summary>
    public Task<IReadOnlyList<long>> List(DbSession session, string kind, long caseId, CasePart part, long after, int rows) => session.List<long>("""
        SELECT user_id FROM case_people WHERE kind = @kind AND case_id = @caseId AND part = @part AND user_id > @after
        ORDER BY user_id LIMIT @rows
        """, new { kind, caseId, part = part.Word(), after, rows });

    /// <summary>All who follow one case follow another one of its kind as well; not who muted it.</summary>
    public Task CarryFollowers(Tx tx, string kind, long fromId, long intoId, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO case_people (kind, case_id, part, user_id, since)
        SELECT @kind, @intoId, 'follower', followed.user_id, @now FROM case_people AS followed
        LEFT JOIN case_people AS muted
          ON muted.kind = followed.kind AND muted.case_id = followed.case_id AND muted.part = 'muted' AND muted.user_id = followed.user_id
        WHERE followed.kind = @kind AND followed.case_id = @fromId AND followed.part = 'follower' AND muted.user_id IS NULL
        """, new { kind, fromId, intoId, now });

    public Task Erase(Tx tx, string kind, long userId) =>
        tx.Execute("DELETE FROM case_people WHERE user_id = @userId AND kind = @kind", new { kind, userId });
}
