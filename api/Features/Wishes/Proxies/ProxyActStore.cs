using LinYuan.Api.Features.Wishes.Counts;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes.Proxies;

/// <summary>Who did what for whom; and the wishes of represented people.</summary>
public sealed class ProxyActStore(FieldCipher cipher)
{
    private const string Columns = """
        id AS Id, wish_id AS WishId, proxy_id AS ProxyId, relation AS Relation, act AS Act, reason_enc AS ReasonEnc, at AS At
        """;

    public Task Add(Tx tx, NewProxyAct act, DateTimeOffset now) => tx.Execute("""
        INSERT INTO wish_proxy_acts (represented_id, wish_id, proxy_id, relation, act, reason_enc, at)
        VALUES (@PersonId, @WishId, @ProxyId, @Relation, @Act, @Reason, @now)
        """, new
        {
            act.PersonId,
            act.WishId,
            act.ProxyId,
            Relation = act.Relation.Word(),
            Act = act.Act.Word(),
            Reason = cipher.EncryptIfAny(WishStore.WordsPurpose, act.Reason),
            now,
        });

    /// <summary>What was done for a person, newest first.</summary>
    public async Task<IReadOnlyList<ProxyActDone>> List(DbSession session, long personId, long before, int rows) => Read(await session.List<Row>($"""
        SELECT {Columns} FROM wish_proxy_acts WHERE represented_id = @personId AND id < @before ORDER BY id DESC LIMIT @rows
        """, new { personId, before, rows }));

    /// <summary>What somebody did for others, newest first.</summary>
    public async Task<IReadOnlyList<ProxyActDone>> ListBy(DbSession session, long proxyId, int rows) => Read(await session.List<Row>(
        $"SELECT {Columns} FROM wish_proxy_acts WHERE proxy_id = @proxyId ORDER BY id DESC LIMIT @rows", new { proxyId, rows }));

    /// <summary>Whether somebody has acted for this person, or with their card, before.</summary>
    public async Task<bool> HasActedFor(DbSession session, long personId, long proxyId) => await session.Find<long?>("""
        SELECT id FROM wish_proxy_acts FORCE INDEX (of_person) WHERE represented_id = @personId AND proxy_id = @proxyId LIMIT 1
        """, new { personId, proxyId }) is not null;

    public Task<IReadOnlyList<long>> ListWishIds(DbSession session, long personId, int rows) => session.List<long>(
        "SELECT id FROM wishes WHERE represented_id = @personId ORDER BY id DESC LIMIT @rows", new { personId, rows });

    /// <summary>Whether the person has a wish that somebody is working on.</summary>
    public async Task<bool> HasInHand(Tx tx, long personId) => await tx.Scalar<long>(
        "SELECT COUNT(*) FROM wishes WHERE represented_id = @personId AND status IN @statuses",
        new { personId, statuses = WishLifecycle.InSomebodysHands.Select(status => status.Word()) }) > 0;

    /// <summary>Withdraws what is waiting and erases what was written for the person; reviewed public texts stay, with nobody to find.</summary>
    public async Task EraseWishes(Tx tx, long personId, DateTimeOffset now)
    {
        await WishCountStore.WithdrawAllFor(tx, personId);
        await tx.Execute("""
            UPDATE wishes SET closed_at = COALESCE(closed_at, @now), text_enc = NULL, contact_enc = NULL, comment_enc = NULL,
                   listed = CASE WHEN status = 'open' THEN 0 ELSE listed END,
                   status = CASE WHEN status IN ('draft', 'pendingReview', 'open') THEN 'withdrawn' ELSE status END
            WHERE represented_id = @personId
            """, new { personId, now });
        await tx.Execute("""
            UPDATE wish_events JOIN wishes ON wishes.id = wish_events.wish_id SET wish_events.reason_enc = NULL
            WHERE wishes.represented_id = @personId AND wish_events.actor = 'author'
            """, new { personId });
        await tx.Execute("UPDATE wish_proxy_acts SET reason_enc = NULL WHERE represented_id = @personId", new { personId });
        await EraseTraces(tx, personId);
    }

    /// <summary>What was made from the words of the wishes, and what stands on lists that they have left.</summary>
    private static async Task EraseTraces(Tx tx, long personId)
    {
        await tx.Execute("""
            UPDATE wish_call_backs JOIN wishes ON wishes.id = wish_call_backs.wish_id
            SET wish_call_backs.note_enc = NULL,
                wish_call_backs.status = CASE wish_call_backs.status WHEN 'due' THEN 'lapsed' ELSE wish_call_backs.status END
            WHERE wishes.represented_id = @personId
            """, new { personId });
        await tx.Execute("""
            DELETE wish_items FROM wish_items JOIN wishes ON wishes.id = wish_items.wish_id
            WHERE wishes.represented_id = @personId AND wishes.published_at IS NULL
            """, new { personId });
        await tx.Execute("""
            DELETE wish_marks FROM wish_marks JOIN wishes ON wishes.id = wish_marks.wish_id
            WHERE wishes.represented_id = @personId AND (wishes.status = 'withdrawn' OR wish_marks.mark = 'codeDoubted')
            """, new { personId });
        await tx.Execute("""
            DELETE wish_likeness_slots FROM wish_likeness_slots JOIN wishes ON wishes.id = wish_likeness_slots.wish_id
            WHERE wishes.represented_id = @personId
            """, new { personId });
        await tx.Execute("""
            DELETE wish_likeness FROM wish_likeness JOIN wishes ON wishes.id = wish_likeness.wish_id WHERE wishes.represented_id = @personId
            """, new { personId });
    }

    public Task EraseWordsOf(Tx tx, long proxyId) =>
        tx.Execute("UPDATE wish_proxy_acts SET reason_enc = NULL WHERE proxy_id = @proxyId", new { proxyId });

    private IReadOnlyList<ProxyActDone> Read(IReadOnlyList<Row> rows) =>
    [
        .. rows.Select(row => new ProxyActDone(
            row.Id, row.WishId, row.ProxyId, row.Relation, row.Act, cipher.DecryptIfAny(WishStore.WordsPurpose, row.ReasonEnc), row.At)),
    ];

    private sealed record Row(long Id, long? WishId, long ProxyId, ProxyRelation Relation, ProxyAct Act, byte[]? ReasonEnc, DateTimeOffset At);
}

/// <param name="WishId">Null for what was done with the person's card or data.</param>
public sealed record NewProxyAct(long PersonId, long? WishId, long ProxyId, ProxyRelation Relation, ProxyAct Act, string? Reason = null);

public sealed record ProxyActDone(
    long Id, long? WishId, long ProxyId, ProxyRelation Relation, ProxyAct Act, string? Reason, DateTimeOffset At);
