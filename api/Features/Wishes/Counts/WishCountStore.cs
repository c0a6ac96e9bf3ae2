using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Wishes.Counts;

/// <summary>
/// The counts of wishes, one row for each community, month of publication and category. What counts as what is said once, here, and used
/// both for the one wish that moves and for the comparison with all of them.
/// </summary>
public static class WishCountStore
{
    private const string Cell = "district_id, street_id, community_id, month, category";

    private const string Month = "EXTRACT(YEAR_MONTH FROM published_at + INTERVAL 8 HOUR)";

    /// <summary>What a published wish counts as, in the columns of its row. A merged one stands for nothing: the other one is counted.</summary>
    private static readonly (string Column, string Of)[] Measures =
    [
        ("posted", "(is_crowd = 0 AND status <> 'merged')"),
        ("open", "(is_crowd = 0 AND status = 'open')"),
        ("claimed", "(is_crowd = 0 AND status IN ('claimed', 'inProgress', 'delivered', 'disputed'))"),
        ("fulfilled", "(is_crowd = 0 AND status = 'fulfilled')"),
        ("unconfirmed", "(is_crowd = 0 AND status = 'fulfilledUnconfirmed')"),
        ("unmet", "(is_crowd = 0 AND status = 'unmet')"),
        ("crowd_posted", "(is_crowd = 1 AND status <> 'merged')"),
        ("crowd_fulfilled", "(is_crowd = 1 AND status = 'fulfilled')"),
        ("answered", "(is_crowd = 0 AND status IN ('fulfilled', 'fulfilledUnconfirmed') AND score IS NOT NULL)"),
        ("score_sum", "(CASE WHEN is_crowd = 0 AND status IN ('fulfilled', 'fulfilledUnconfirmed') THEN COALESCE(score, 0) ELSE 0 END)"),
        .. ClaimWait.Steps.Select(step => (
            step.Column, $"COALESCE(is_crowd = 0 AND minutes_to_claim >= {step.From} AND minutes_to_claim < {step.Until}, 0)")),
    ];

    private static readonly string Columns = string.Join(", ", Measures.Select(measure => measure.Column));

    private static readonly string Added = string.Join(
        ", ", Measures.Select(measure => $"{measure.Column} = wish_counts.{measure.Column} + VALUES({measure.Column})"));

    /// <summary>How a wish counted before it moved is taken off how it counts now; a wait counts with the first claim of all.</summary>
    private static readonly string FollowOne = $"""
        INSERT INTO wish_counts ({Cell}, {Columns})
        SELECT {Cell}, {string.Join(", ", Measures.Select(measure => measure.Of + Before(measure.Column)))}
        FROM (
          SELECT district_id, street_id, community_id, {Month} AS month, category, is_crowd, status, score,
                 CASE WHEN @IsClaimed AND (SELECT COUNT(*) FROM wish_claims WHERE wish_id = wishes.id) = 1 THEN minutes_to_claim END AS minutes_to_claim
          FROM wishes WHERE id = @Id AND published_at IS NOT NULL) moved
        ON DUPLICATE KEY UPDATE {Added}
        """;

    /// <summary>What the counts of communities lack, by which they would be right; a cell that is right is left out.</summary>
    private static readonly string Lacking = $"""
        SELECT {Cell}, {string.Join(", ", Measures.Select(measure => $"SUM({measure.Column}) AS {measure.Column}"))}
        FROM (
          SELECT district_id, street_id, community_id, {Month} AS month, category, {string.Join(", ", Measures.Select(measure => $"{measure.Of} AS {measure.Column}"))}
          FROM wishes WHERE community_id IN @communityIds AND published_at IS NOT NULL
          UNION ALL
          SELECT {Cell}, {string.Join(", ", Measures.Select(measure => "-" + measure.Column))} FROM wish_counts WHERE community_id IN @communityIds) sides
        GROUP BY {Cell}
        HAVING {string.Join(" OR ", Measures.Select(measure => $"SUM({measure.Column}) <> 0"))}
        """;

    /// <summary>
    /// Counts a wish anew that the transaction has moved: a short UPDATE of what changes, since the row is nearly always there. The first
    /// of its cell writes the row.
    /// </summary>
    internal static async Task Follow(Tx tx, Moved one)
    {
        var (before, after) = (MeasuresOf(one.From, one.IsCrowd), MeasuresOf(one.To, one.IsCrowd));
        List<string> changes = [.. before.Except(after).Select(column => $"{column} = {column} - 1"), .. after.Except(before).Select(column => $"{column} = {column} + 1")];
        if (one is { IsCrowd: false, To: WishStatus.Fulfilled or WishStatus.FulfilledUnconfirmed })
        {
            changes.Add("answered = answered + (SELECT score IS NOT NULL FROM wishes WHERE id = @Id)");
            changes.Add("score_sum = score_sum + (SELECT COALESCE(score, 0) FROM wishes WHERE id = @Id)");
        }
        if (ClaimWait.Steps.FirstOrDefault(step => one.Waited >= step.From && one.Waited < step.Until) is { } wait)
            changes.Add($"{wait.Column} = {wait.Column} + (SELECT COUNT(*) = 1 FROM wish_claims WHERE wish_id = @Id)");
        if (changes.Count > 0 && await tx.Execute($"""
            UPDATE wish_counts SET {string.Join(", ", changes)}
            WHERE district_id = @DistrictId AND street_id = @StreetId AND community_id = @CommunityId AND month = @Month AND category = @Category
            """, new { one.Id, one.Place.DistrictId, one.Place.StreetId, one.Place.CommunityId, one.Month, one.Category }) == 0)
            await FollowFirst(tx, one, before);
    }

    private static Task<int> FollowFirst(Tx tx, Moved one, IReadOnlyList<string> before) => tx.Execute(FollowOne, new
    {
        one.Id, IsClaimed = one.Waited is not null, posted = before.Contains("posted"), crowd_posted = before.Contains("crowd_posted"),
        open = before.Contains("open"), claimed = before.Contains("claimed"), fulfilled = before.Contains("fulfilled"),
        crowd_fulfilled = before.Contains("crowd_fulfilled"), unconfirmed = before.Contains("unconfirmed"), unmet = before.Contains("unmet"),
    });

    /// <summary>The columns in which a wish of that state counts as one. One that was withdrawn had been public, or nobody would ask here.</summary>
    private static IReadOnlyList<string> MeasuresOf(WishStatus? status, bool isCrowd) => (isCrowd, status) switch
    {
        (_, null or WishStatus.Draft or WishStatus.PendingReview or WishStatus.Rejected or WishStatus.Merged) => [],
        (true, WishStatus.Fulfilled) => ["crowd_posted", "crowd_fulfilled"],
        (true, _) => ["crowd_posted"],
        (_, WishStatus.Open) => ["posted", "open"],
        (_, WishStatus.Claimed or WishStatus.InProgress or WishStatus.Delivered or WishStatus.Disputed) => ["posted", "claimed"],
        (_, WishStatus.Fulfilled) => ["posted", "fulfilled"],
        (_, WishStatus.FulfilledUnconfirmed) => ["posted", "unconfirmed"],
        (_, WishStatus.Unmet) => ["posted", "unmet"],
        _ => ["posted"],
    };

    /// <summary>To be called before a person's open wishes are withdrawn all at once: they count on as posted, and as open no more.</summary>
    public static Task WithdrawAllOf(Tx tx, long authorId) => Withdraw(tx, "author_id = @personId AND represented_id IS NULL", authorId);

    /// <summary>The same for the wishes of a represented person.</summary>
    public static Task WithdrawAllFor(Tx tx, long representedId) => Withdraw(tx, "represented_id = @personId", representedId);

    /// <summary>In how many cells the counts of these communities differ from their wishes. One statement sees both at one moment.</summary>
    public static Task<long> CountWrong(DbSession session, IReadOnlyList<long> communityIds) =>
        session.Scalar<long>($"SELECT COUNT(*) FROM ({Lacking}) lacking", new { communityIds });

    /// <summary>
    /// Adds what is lacking, so that moves which are made meanwhile are neither lost nor counted twice. Whoever calls this holds the
    /// communities, or two would add the same.
    /// </summary>
    public static Task Correct(Tx tx, IReadOnlyList<long> communityIds) => tx.Execute($"""
        INSERT INTO wish_counts ({Cell}, {Columns})
        SELECT {Cell}, {Columns} FROM ({Lacking}) lacking ORDER BY {Cell}
        ON DUPLICATE KEY UPDATE {Added}
        """, new { communityIds });

    private static async Task Withdraw(Tx tx, string whose, long personId)
    {
        var counts = tx.AtTheEnd<WishMoveCounts>();
        foreach (var open in await tx.List<OpenRow>($"""
            SELECT id AS Id, district_id AS DistrictId, street_id AS StreetId, community_id AS CommunityId,
                   published_at AS PublishedAt, category AS Category, is_crowd AS IsCrowd
            FROM wishes WHERE {whose} AND status = 'open' AND published_at IS NOT NULL ORDER BY id FOR UPDATE
            """, new { personId }))
        {
            Placement place = new(open.DistrictId, open.StreetId, open.CommunityId);
            counts.Add(new Moved(open.Id, place, WishMoveCounts.MonthOf(open.PublishedAt), open.Category, WishStatus.Open, WishStatus.Withdrawn, open.IsCrowd));
        }
    }

    /// <summary>Scores and waits are counted with the move that brings them, and were not before.</summary>
    private static string Before(string column) =>
        column is "answered" or "score_sum" || column.StartsWith("waited_", StringComparison.Ordinal) ? "" : $" - @{column}";

    private sealed record OpenRow(long Id, long DistrictId, long StreetId, long CommunityId, DateTimeOffset PublishedAt, string Category, bool IsCrowd);
}
