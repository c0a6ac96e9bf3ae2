using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Registrations.Offers.Core;

/// <summary>Offers (我能帮). Distances are levels of the area tree: where a person is, is nowhere stored.</summary>
public sealed class OfferStore(FieldCipher cipher)
{
    public const string WordsPurpose = "offer.words";

    private const string Columns = """
        id AS Id, user_id AS UserId, district_id AS DistrictId, street_id AS StreetId, community_id AS CommunityId, category AS Category,
        words_enc AS WordsEnc, availability AS Availability, reach AS Reach, created_at AS CreatedAt
        """;

    /// <summary>An offer rests while its owner has no active registration where it stands: people move, and stop.</summary>
    private const string OwnerIsActive = """
        EXISTS (SELECT 1 FROM registrations r WHERE r.user_id = c.user_id AND r.live = 1 AND r.status = 'active'
                AND r.community_id = c.community_id AND r.kind IN @kinds)
        """;

    /// <summary>The caller holds the member's row: only so does the count bound anything.</summary>
    public Task<long> CountOf(DbSession session, long userId) =>
        session.Scalar<long>("SELECT COUNT(*) FROM offers WHERE user_id = @userId", new { userId });

    public async Task<long> Add(Tx tx, NewOffer offer, DateTimeOffset now)
    {
        var id = await tx.Insert("""
            INSERT INTO offers (user_id, district_id, street_id, community_id, category, words_enc, availability, reach, created_at)
            VALUES (@UserId, @DistrictId, @StreetId, @CommunityId, @Category, @Words, @Availability, @Reach, @now)
            """, Parameters(offer, id: 0, now));
        await SetCategories(tx, id, offer);
        return id;
    }

    public async Task Change(Tx tx, long id, NewOffer offer, DateTimeOffset now)
    {
        await tx.Execute("""
            UPDATE offers SET district_id = @DistrictId, street_id = @StreetId, community_id = @CommunityId, category = @Category,
                   words_enc = @Words, availability = @Availability, reach = @Reach
            WHERE id = @id AND user_id = @UserId
            """, Parameters(offer, id, now));
        await SetCategories(tx, id, offer);
    }

    public async Task Remove(Tx tx, long id)
    {
        await tx.Execute("DELETE FROM offer_categories WHERE offer_id = @id", new { id });
        await tx.Execute("DELETE FROM offers WHERE id = @id", new { id });
    }

    public async Task<Offer?> Find(DbSession session, long id) =>
        await session.Find<Row>($"SELECT {Columns} FROM offers WHERE id = @id", new { id }) is { } row ? Read(row) : null;

    public async Task<IReadOnlyList<Offer>> ListMine(DbSession session, long userId, long before, int rows) =>
        [.. (await session.List<Row>($"""
            SELECT {Columns} FROM offers WHERE user_id = @userId AND id < @before ORDER BY id DESC LIMIT @rows
            """, new { userId, before, rows })).Select(Read)];

    public async Task<IReadOnlyDictionary<long, Offer>> ListByIds(DbSession session, IReadOnlyList<long> ids) => ids.Count == 0
        ? new Dictionary<long, Offer>()
        : (await session.List<Row>($"SELECT {Columns} FROM offers WHERE id IN @ids LIMIT 200", new { ids })).Select(Read).ToDictionary(offer => offer.Id);

    /// <summary>
    /// Who could help with a wish of that category (as its word) in that community, by ids, each person once: the nearest first, among
    /// them whoever was never asked or not for the longest. Call <see cref="MarkAsked"/> for those who are then asked.
    /// </summary>
    public async Task<IReadOnlyList<long>> ListFitting(DbSession session, Placement place, string category, long exceptUserId, int rows) =>
        [.. (await FindFitting(session, place, category, exceptUserId, rows)).Select(offer => offer.UserId)];

    /// <summary>The same with the offer by which each of them fits.</summary>
    public async Task<IReadOnlyList<FittingOffer>> FindFitting(DbSession session, Placement place, string category, long exceptUserId, int rows)
    {
        List<FittingOffer> found = [];
        foreach (var nearness in Enum.GetValues<Nearness>())
        {
            if (found.Count < rows)
                found.AddRange(await Near(session, nearness, place, category, exceptUserId, rows));
        }
        return [.. found.DistinctBy(offer => offer.UserId).Take(rows)];
    }

    /// <summary>Whether an offer of this member fits such a wish.</summary>
    public async Task<bool> Fits(DbSession session, Placement place, string category, long userId) => await session.Scalar<long>($"""
        SELECT COUNT(*) FROM offer_categories c
        WHERE c.user_id = @userId AND c.category = @category AND {OwnerIsActive}
          AND (c.community_id = @CommunityId OR c.reach IN ('street', 'district') AND c.street_id = @StreetId
               OR c.reach = 'district' AND c.district_id = @DistrictId)
        """, new { userId, category, place.CommunityId, place.StreetId, place.DistrictId, kinds = RegistrationKinds.HelperWords }) > 0;

    /// <summary>These members were asked to help, so others come before them next time.</summary>
    public Task<int> MarkAsked(Tx tx, IReadOnlyList<long> userIds, DateTimeOffset now) =>
        userIds.Count == 0 ? Task.FromResult(0) : tx.Execute("UPDATE offer_categories SET asked_at = @now WHERE user_id IN @userIds", new { userIds, now });

    public async Task Erase(Tx tx, long userId)
    {
        await tx.Execute("DELETE FROM offer_categories WHERE user_id = @userId", new { userId });
        await tx.Execute("DELETE FROM offers WHERE user_id = @userId", new { userId });
    }

    /// <summary>One ring around the wish without the one inside it. A member may stand in it with several offers, so it reads a few more.</summary>
    private static async Task<IReadOnlyList<FittingOffer>> Near(
        DbSession session, Nearness nearness, Placement place, string category, long exceptUserId, int rows)
    {
        var ring = nearness switch
        {
            Nearness.Community => "c.community_id = @CommunityId",
            Nearness.Street => "c.street_id = @StreetId AND c.reach IN ('street', 'district') AND c.community_id <> @CommunityId",
            _ => "c.district_id = @DistrictId AND c.reach = 'district' AND c.street_id <> @StreetId",
        };
        var found = await session.List<RingRow>($"""
            SELECT c.offer_id AS OfferId, c.user_id AS UserId FROM offer_categories c
            WHERE {ring} AND c.category = @category AND c.user_id <> @exceptUserId AND {OwnerIsActive}
            ORDER BY c.asked_at, c.offer_id LIMIT @most
            """, new
        {
            place.CommunityId, place.StreetId, place.DistrictId, category, exceptUserId, most = rows * 3, kinds = RegistrationKinds.HelperWords,
        });
        return [.. found.Select(row => new FittingOffer(row.OfferId, row.UserId, nearness))];
    }

    /// <summary>Whose turn it is belongs to the member: writing an offer anew does not move anyone to the front.</summary>
    private static async Task SetCategories(Tx tx, long id, NewOffer offer)
    {
        var askedAt = (await tx.Find<TurnRow>("SELECT MAX(asked_at) AS AskedAt FROM offer_categories WHERE user_id = @UserId", new { offer.UserId }))?.AskedAt;
        await tx.Execute("DELETE FROM offer_categories WHERE offer_id = @id", new { id });
        foreach (var category in offer.Categories)
        {
            await tx.Execute("""
                INSERT INTO offer_categories (offer_id, category, user_id, district_id, street_id, community_id, reach, asked_at)
                VALUES (@id, @category, @UserId, @DistrictId, @StreetId, @CommunityId, @reach, @askedAt)
                """, new
            {
                id, category, offer.UserId, offer.Place.DistrictId, offer.Place.StreetId, offer.Place.CommunityId, reach = offer.Reach.Word(), askedAt,
            });
        }
    }

    private object Parameters(NewOffer offer, long id, DateTimeOffset now) => new
    {
        id,
        offer.UserId,
        offer.Place.DistrictId,
        offer.Place.StreetId,
        offer.Place.CommunityId,
        Category = offer.Category?.Word(),
        Words = cipher.EncryptJson(WordsPurpose, offer.Words),
        Availability = string.Join(',', offer.Availability.Select(time => time.Word())),
        Reach = offer.Reach.Word(),
        now,
    };

    private Offer Read(Row row) => new(
        row.Id, row.UserId, new Placement(row.DistrictId, row.StreetId, row.CommunityId), row.Category,
        cipher.DecryptJson<OfferWords>(WordsPurpose, row.WordsEnc),
        [.. row.Availability.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(word => JsonConventions.ParseWord<OfferTime>(word, "availability")!.Value)],
        row.Reach, row.CreatedAt);

    private sealed record Row(
        long Id, long UserId, long DistrictId, long StreetId, long CommunityId, WishCategory? Category, byte[] WordsEnc, string Availability,
        AreaLevel Reach, DateTimeOffset CreatedAt);

    private sealed record TurnRow(DateTimeOffset? AskedAt);

    private sealed record RingRow(long OfferId, long UserId);
}
