using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Afterwards;

/// <summary>What stands out of the wishes that wait.</summary>
public enum WishMark
{
    /// <summary>Not reviewed in time.</summary>
    Escalated,

    /// <summary>冷心愿: open for long, and nobody took it on.</summary>
    Cold,

    /// <summary>Open for so long that staff must say what becomes of it.</summary>
    Undecided,

    /// <summary>Delivered with a handover code that was hit after many wrong ones, and not answered by the resident since.</summary>
    CodeDoubted,
}

/// <summary>When a wish has waited too long in its state, and the marks of those that have.</summary>
public sealed class WaitStore
{
    /// <summary>When it will have waited too long in its new state; null where it may stay for ever.</summary>
    public Task SetDue(Tx tx, long wishId, DateTimeOffset? dueAt) =>
        tx.Execute("UPDATE wishes SET wait_due_at = @dueAt WHERE id = @wishId", new { wishId, dueAt });

    /// <summary>Wishes of a state that have waited too long, a bounded number.</summary>
    public Task<IReadOnlyList<long>> ListDue(DbSession session, WishStatus status, DateTimeOffset now, int rows) => session.List<long>("""
        SELECT id FROM wishes WHERE status = @status AND due_at <= @now ORDER BY due_at LIMIT @rows
        """, new { status = status.Word(), now, rows });

    /// <summary>Takes the due time and sets the next, if there is one; 0 when another runner was quicker or the wish has moved.</summary>
    public Task<int> TakeDue(Tx tx, long wishId, WishStatus status, DateTimeOffset? next, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET wait_due_at = @next WHERE id = @wishId AND status = @status AND wait_due_at <= @now
        """, new { wishId, status = status.Word(), next, now });

    public Task AddMark(Tx tx, Wish wish, WishMark mark, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO wish_marks (wish_id, mark, since, district_id, street_id, community_id)
        VALUES (@Id, @mark, @now, @DistrictId, @StreetId, @CommunityId)
        """, new { wish.Id, mark = mark.Word(), now, wish.Place.DistrictId, wish.Place.StreetId, wish.Place.CommunityId });

    public async Task<bool> HasMark(DbSession session, long wishId, WishMark mark) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM wish_marks WHERE wish_id = @wishId AND mark = @mark", new { wishId, mark = mark.Word() }) > 0;

    public Task ClearMarks(Tx tx, long wishId) => tx.Execute("DELETE FROM wish_marks WHERE wish_id = @wishId", new { wishId });

    /// <summary>Whether it was cold once before, by its timeline: the mark itself went when somebody took it on.</summary>
    public async Task<bool> HasBeenCold(DbSession session, long wishId) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM wish_events WHERE wish_id = @wishId AND action = @action", new { wishId, action = WishAction.TurnCold.Word() }) > 0;

    /// <summary>Wishes with a mark, in the order of their first posting.</summary>
    public Task<IReadOnlyList<long>> ListMarked(DbSession session, Subtree? subtree, WishMark mark, long after, int rows) => session.List<long>($"""
        SELECT wish_id FROM wish_marks
        WHERE {(subtree is null ? "" : $"{subtree.Column} = @AreaId AND")} mark = @mark AND wish_id > @after
        ORDER BY wish_id LIMIT @rows
        """, new { subtree?.AreaId, mark = mark.Word(), after, rows });

    /// <summary>Wishes that the deletion of an account has withdrawn wait for nobody, and nobody will say any more whether one was done.</summary>
    public Task Erase(Tx tx, long authorId) => tx.Execute("""
        DELETE wish_marks FROM wish_marks JOIN wishes ON wishes.id = wish_marks.wish_id
        WHERE wishes.author_id = @authorId AND (wishes.status = 'withdrawn' OR wish_marks.mark = 'codeDoubted')
        """, new { authorId });
}
