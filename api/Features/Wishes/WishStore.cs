using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Features.Wishes.Counts;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.Lists;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.Preview;
using LinYuan.Api.Features.Wishes.Proxies;
using LinYuan.Api.Features.Wishes.Proxies.Data;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Features.Wishes.UnitClaims;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes;

/// <summary>Wishes and their events. What happens between a claim and its end is in <see cref="WishClaimStore"/>.</summary>
public sealed class WishStore(FieldCipher cipher, CrowdStore crowd, GroupClaimStore groups)
{
    public const string TextPurpose = "wish.text";
    public const string ContactPurpose = "wish.contact";

    /// <summary>For what people tell each other along the way: reasons, notes, thanks.</summary>
    public const string WordsPurpose = "wish.words";

    private const string Columns = """
        id AS Id, district_id AS DistrictId, street_id AS StreetId, community_id AS CommunityId, author_id AS AuthorId, category AS Category,
        status AS Status, listed AS IsListed, text_enc AS TextEnc, public_title AS PublicTitle, public_story AS PublicStory,
        text_check AS TextCheck, wanted_by AS WantedBy, submitted_at AS SubmittedAt, published_at AS PublishedAt,
        review_reason_enc AS ReviewReasonEnc, public_reason AS PublicReason, claim_id AS ClaimId, claimer_id AS ClaimerId, contact_by AS ContactBy,
        deliver_by AS DeliverBy, delivered_at AS DeliveredAt, delivery_note_enc AS DeliveryNoteEnc, closed_at AS ClosedAt, score AS Score,
        comment_enc AS CommentEnc, is_crowd AS IsCrowd, offered_to AS OfferedTo, offered_until AS OfferedUntil, represented_id AS RepresentedId, filed_relation AS FiledRelation,
        estimated_yuan AS EstimatedYuan, reviewer_yuan AS ReviewerYuan, public_version AS PublicVersion, rejected_by AS RejectedBy,
        appealed_at AS AppealedAt, wait_due_at AS WaitDueAt,
        (SELECT since FROM wish_marks WHERE wish_id = wishes.id AND mark = 'escalated') AS EscalatedAt,
        (SELECT since FROM wish_marks WHERE wish_id = wishes.id AND mark = 'cold') AS ColdSince,
        (SELECT since FROM wish_marks WHERE wish_id = wishes.id AND mark = 'undecided') AS UndecidedSince,
        merged_into_id AS MergedIntoId, contact_enc AS ContactEnc, version AS Version, delivery_note_check AS NoteCheck,
        comment_check AS CommentCheck
        """;

    public Task<long> Insert(Tx tx, NewWish wish, DateTimeOffset now) => tx.Insert("""
        INSERT INTO wishes (district_id, street_id, community_id, author_id, category, status, text_enc, contact_enc, text_check, wanted_by,
                            submitted_at, represented_id, filed_relation, estimated_yuan)
        VALUES (@DistrictId, @StreetId, @CommunityId, @AuthorId, @Category, 'pendingReview', @Text, @Contact, @TextCheck, @WantedBy, @now,
                @RepresentedId, @FiledRelation, @EstimatedYuan)
        """, Parameters(wish, id: 0, now));

    /// <summary>Hands an edited draft in again; 0 when it is no longer the author's draft.</summary>
    public Task<int> Resubmit(Tx tx, long id, NewWish wish, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET status = 'pendingReview', district_id = @DistrictId, street_id = @StreetId, community_id = @CommunityId,
               category = @Category, text_enc = @Text, contact_enc = @Contact, text_check = @TextCheck, wanted_by = @WantedBy,
               submitted_at = @now, review_reason_enc = NULL, estimated_yuan = @EstimatedYuan, reviewer_yuan = NULL, version = version + 1
        WHERE id = @id AND author_id = @AuthorId AND status = 'draft'
        """, Parameters(wish, id, now));

    public async Task<Wish?> Find(DbSession session, long id) =>
        await session.Find<Row>($"SELECT {Columns} FROM wishes WHERE id = @id", new { id }) is { } row
            ? (await Read(session, [row]))[0]
            : null;

    /// <summary>The wish as it is now, locked until the transaction ends, with the contact still sealed; null when there is none.</summary>
    public async Task<LockedWish?> Lock(Tx tx, long id) =>
        await tx.Find<Row>($"SELECT {Columns} FROM wishes WHERE id = @id FOR UPDATE", new { id }) is { } row
            ? new LockedWish((await Read(tx, [row]))[0], () => row.ContactEnc is { } stored ? cipher.DecryptJson<WishContact>(ContactPurpose, stored) : null)
            : null;

    /// <summary>The approval as a guarded move: the reviewed text becomes the public one. An ordinary wish is open, a crowd wish takes pledges.</summary>
    public Task<int> Publish(Tx tx, Wish wish, WishText reviewed, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET status = CASE is_crowd WHEN 1 THEN 'pledging' ELSE 'open' END, listed = 1, public_title = @Title,
               public_story = @Story, review_reason_enc = NULL, published_at = COALESCE(published_at, @now)
        WHERE id = @Id AND status = 'pendingReview' AND is_crowd = @IsCrowd AND version = @Version
        """, new { wish.Id, wish.IsCrowd, wish.Version, reviewed.Title, reviewed.Story, now });

    /// <summary>Nobody can fulfil it; the reason is public and the wish stays in sight.</summary>
    public Task<int> GiveUp(Tx tx, long id, string publicReason, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET status = 'unmet', public_reason = @publicReason, contact_enc = NULL, closed_at = @now
        WHERE id = @id AND status = 'open'
        """, new { id, publicReason, now });

    /// <summary>The author takes it back, if it is still in the state that was read; what others had to know to help is erased.</summary>
    public Task<int> Withdraw(Tx tx, long id, WishStatus from, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET status = 'withdrawn', listed = 0, contact_enc = NULL, closed_at = @now WHERE id = @id AND status = @from
        """, new { id, from = from.Word(), now });

    /// <summary>For <see cref="WishMoves"/> alone, which also tells those whom the move concerns.</summary>
    public Task<long> AddEvent(Tx tx, long wishId, WishMove move, DateTimeOffset now) => tx.Insert("""
        INSERT INTO wish_events (wish_id, at, action, from_status, to_status, actor, actor_id, reason_enc, on_behalf)
        VALUES (@wishId, @now, @Action, @From, @To, @Actor, @ActorId, @Reason, @OnBehalf)
        """, new
        {
            wishId,
            now,
            Action = move.Action.Word(),
            From = move.From?.Word(),
            To = move.To.Word(),
            Actor = move.Actor.Word(),
            move.ActorId,
            Reason = cipher.EncryptIfAny(WordsPurpose, move.Reason),
            move.OnBehalf,
        });

    public async Task<IReadOnlyList<WishEvent>> ListEvents(DbSession session, long wishId) =>
    [
        .. (await session.List<EventRow>("""
            SELECT at AS At, action AS Action, from_status AS FromStatus, to_status AS ToStatus, actor AS Actor, actor_id AS ActorId,
                   reason_enc AS ReasonEnc, on_behalf AS OnBehalf
            FROM wish_events WHERE wish_id = @wishId ORDER BY id LIMIT 500
            """, new { wishId })).Select(row => new WishEvent(
                row.At, row.Action, row.FromStatus, row.ToStatus, row.Actor, row.ActorId, cipher.DecryptIfAny(WordsPurpose, row.ReasonEnc), row.OnBehalf)),
    ];

    /// <summary>What somebody wrote along the way, in whatever role, newest first; for their own export.</summary>
    public async Task<IReadOnlyList<WrittenReason>> ListReasonsBy(DbSession session, long actorId, int rows) =>
    [
        .. (await session.List<ReasonRow>("""
            SELECT wish_id AS WishId, at AS At, action AS Action, reason_enc AS ReasonEnc
            FROM wish_events WHERE actor_id = @actorId AND reason_enc IS NOT NULL ORDER BY id DESC LIMIT @rows
            """, new { actorId, rows })).Select(row => new WrittenReason(row.WishId, row.At, row.Action, cipher.Decrypt(WordsPurpose, row.ReasonEnc))),
    ];

    /// <summary>
    /// A staff queue of a subtree, by first posting: a wish that was sent back and handed in again keeps its place, so that nobody
    /// waits twice because of one changed word.
    /// </summary>
    public async Task<IReadOnlyList<Wish>> ListQueue(DbSession session, Subtree subtree, WishStatus status, long after, int rows) =>
        WishLevel.Of(subtree) is { } level
            ? await Read(session, await session.List<Row>($"""
                SELECT {Columns} FROM wishes FORCE INDEX ({level.Status})
                WHERE {level.Column} = @AreaId AND status = @status AND id > @after ORDER BY id LIMIT @rows
                """, new { subtree.AreaId, status = status.Word(), after, rows }))
            : [];

    public async Task<IReadOnlyList<Wish>> ListMine(DbSession session, long authorId, long before, int rows) =>
        await Read(session, await session.List<Row>($"""
            SELECT {Columns} FROM wishes WHERE author_id = @authorId AND id < @before ORDER BY id DESC LIMIT @rows
            """, new { authorId, before, rows }));

    public async Task<IReadOnlyDictionary<long, Wish>> ListByIds(DbSession session, IReadOnlyList<long> ids) =>
        ids.Count == 0
            ? new Dictionary<long, Wish>()
            : (await Read(session, await session.List<Row>($"SELECT {Columns} FROM wishes WHERE id IN @ids LIMIT 200", new { ids })))
                .ToDictionary(wish => wish.Id);

    public async Task<WishContact?> FindContact(DbSession session, long id) =>
        await session.Find<byte[]>("SELECT contact_enc FROM wishes WHERE id = @id", new { id }) is { } stored
            ? cipher.DecryptJson<WishContact>(ContactPurpose, stored)
            : null;

    /// <summary>Wishes that wait for help: the author's own, or those of the person for whom the author files.</summary>
    public Task<long> CountAwaitingHelp(Tx tx, long authorId, long? representedId) => tx.Scalar<long>($"""
        SELECT COUNT(*) FROM wishes
        WHERE {(representedId is null ? "author_id = @authorId AND represented_id IS NULL" : "represented_id = @representedId")}
          AND status IN @statuses
        """, new { authorId, representedId, statuses = WishLifecycle.AwaitingHelp.Select(status => status.Word()) });

    /// <summary>Whether the person has a wish that somebody else is working on.</summary>
    public async Task<bool> HasInHand(Tx tx, long authorId) => await tx.Scalar<long>(
        "SELECT COUNT(*) FROM wishes WHERE author_id = @authorId AND represented_id IS NULL AND status IN @statuses",
        new { authorId, statuses = WishLifecycle.InSomebodysHands.Select(status => status.Word()) }) > 0;

    /// <summary>
    /// Withdraws what is waiting and erases what the author wrote; reviewed public texts stay, without an author to find. What they filed
    /// for a represented person is that person's and stays: see <see cref="EraseRepresentedPerson"/>.
    /// </summary>
    public async Task Erase(Tx tx, long authorId, DateTimeOffset now)
    {
        await WishCountStore.WithdrawAllOf(tx, authorId);
        await tx.Execute("""
            UPDATE wishes SET closed_at = COALESCE(closed_at, @now), text_enc = NULL, contact_enc = NULL, comment_enc = NULL,
                   listed = CASE WHEN status = 'open' THEN 0 ELSE listed END,
                   status = CASE WHEN status IN ('draft', 'pendingReview', 'open') THEN 'withdrawn' ELSE status END
            WHERE author_id = @authorId AND represented_id IS NULL
            """, new { authorId, now });
        await tx.Execute("""
            UPDATE wish_events JOIN wishes ON wishes.id = wish_events.wish_id SET wish_events.reason_enc = NULL
            WHERE wishes.author_id = @authorId AND wishes.represented_id IS NULL AND wish_events.actor = 'author'
            """, new { authorId });
    }

    private object Parameters(NewWish wish, long id, DateTimeOffset now) => new
    {
        id,
        wish.Place.DistrictId,
        wish.Place.StreetId,
        wish.Place.CommunityId,
        wish.AuthorId,
        Category = wish.Category.Word(),
        Text = cipher.EncryptJson(TextPurpose, wish.Text),
        Contact = cipher.EncryptJson(ContactPurpose, wish.Contact),
        TextCheck = wish.TextCheck.Word(),
        wish.WantedBy,
        wish.EstimatedYuan,
        wish.RepresentedId,
        FiledRelation = wish.FiledRelation?.Word(),
        now,
    };

    /// <summary>
    /// Crowd wishes get their items, and wishes that somebody took on the unit or team if it was one; for all rows at once, and without
    /// any such wish not at all.
    /// </summary>
    private async Task<IReadOnlyList<Wish>> Read(DbSession session, IReadOnlyList<Row> rows)
    {
        var parts = await crowd.PartsOf(session, [.. rows.Where(row => row.IsCrowd).Select(row => row.Id)]);
        var claimedFor = await groups.Of(session, [.. rows.Select(row => row.ClaimId).OfType<long>()]);
        return
        [
            .. rows.Select(row => Read(row) with { Crowd = parts.GetValueOrDefault(row.Id), ClaimedFor = claimedFor.GetValueOrDefault(row.ClaimId ?? 0) }),
        ];
    }

    private Wish Read(Row row) => new(
        row.Id, new Placement(row.DistrictId, row.StreetId, row.CommunityId), row.AuthorId, row.Category, row.Status, row.IsListed,
        row.TextEnc is null ? null : cipher.DecryptJson<WishText>(TextPurpose, row.TextEnc), row.PublicTitle, row.PublicStory, row.TextCheck,
        row.WantedBy, row.SubmittedAt, row.PublishedAt, cipher.DecryptIfAny(WordsPurpose, row.ReviewReasonEnc), row.PublicReason, row.ClaimId, row.ClaimerId, row.ContactBy,
        row.DeliverBy, row.DeliveredAt, cipher.DecryptIfAny(WordsPurpose, row.DeliveryNoteEnc), row.ClosedAt, row.Score,
        cipher.DecryptIfAny(WordsPurpose, row.CommentEnc), row.IsCrowd)
    {
        Review = new WishReview(
            row.EstimatedYuan, row.ReviewerYuan, row.PublicVersion, row.RejectedBy, row.AppealedAt, row.WaitDueAt, row.EscalatedAt, row.ColdSince,
            row.UndecidedSince),
        NoteCheck = row.NoteCheck,
        CommentCheck = row.CommentCheck,
        RepresentedId = row.RepresentedId,
        FiledRelation = row.FiledRelation,
        MergedIntoId = row.MergedIntoId,
        Version = row.Version,
        Warnings = WarningsOf(row),
        Offer = row is { OfferedTo: { } memberId, OfferedUntil: { } until } ? new WishOffer(memberId, until) : null,
    };

    /// <summary>Here, because the contact is compared with the text and then goes no further: it is no part of a wish.</summary>
    private IReadOnlyList<DetailWarningView> WarningsOf(Row row) =>
        row is { Status: WishStatus.Draft or WishStatus.PendingReview, TextEnc: { } text }
            ? DetailWarnings.Of(
                cipher.DecryptJson<WishText>(TextPurpose, text),
                row.ContactEnc is { } contact ? cipher.DecryptJson<WishContact>(ContactPurpose, contact) : null)
            : [];

    private sealed record Row(
        long Id, long DistrictId, long StreetId, long CommunityId, long AuthorId, WishCategory Category, WishStatus Status, bool IsListed,
        byte[]? TextEnc, string? PublicTitle, string? PublicStory, TextCheck TextCheck, DateOnly? WantedBy, DateTimeOffset SubmittedAt,
        DateTimeOffset? PublishedAt, byte[]? ReviewReasonEnc, string? PublicReason, long? ClaimId, long? ClaimerId, DateTimeOffset? ContactBy,
        DateTimeOffset? DeliverBy, DateTimeOffset? DeliveredAt, byte[]? DeliveryNoteEnc, DateTimeOffset? ClosedAt, int? Score, byte[]? CommentEnc, bool IsCrowd,
        long? OfferedTo, DateTimeOffset? OfferedUntil, long? RepresentedId, ProxyRelation? FiledRelation, int? EstimatedYuan, int? ReviewerYuan, int PublicVersion, long? RejectedBy,
        DateTimeOffset? AppealedAt, DateTimeOffset? WaitDueAt, DateTimeOffset? EscalatedAt, DateTimeOffset? ColdSince,
        DateTimeOffset? UndecidedSince, long? MergedIntoId, byte[]? ContactEnc, int Version, TextCheck? NoteCheck, TextCheck? CommentCheck);

    private sealed record EventRow(
        DateTimeOffset At, WishAction Action, WishStatus? FromStatus, WishStatus ToStatus, WishActor Actor, long? ActorId, byte[]? ReasonEnc,
        bool OnBehalf);

    private sealed record ReasonRow(long WishId, DateTimeOffset At, WishAction Action, byte[] ReasonEnc);
}

/// <param name="OpenContact">Reads the contact, which is no part of a wish, for whoever may see it; null when it is erased.</param>
public sealed record LockedWish(Wish Wish, Func<WishContact?> OpenContact);

public sealed record WrittenReason(long WishId, DateTimeOffset At, WishAction Action, string Reason);

public sealed record WishEvent(
    DateTimeOffset At, WishAction Action, WishStatus? FromStatus, WishStatus ToStatus, WishActor Actor, long? ActorId, string? Reason, bool OnBehalf);
