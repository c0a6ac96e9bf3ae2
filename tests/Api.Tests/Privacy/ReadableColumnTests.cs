namespace LinYuan.Tests.Privacy;

/// <summary>
/// Whoever holds a dump reads what is public anyway and nothing else: each column in which words, places or codes could stand readable is
/// written out below with the reason why that does no harm. A new one is either encrypted, or somebody thinks about it here.
/// </summary>
public sealed class ReadableColumnTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    /// <summary>Everyone reads it over HTTP, or it is a place's and nobody's.</summary>
    private static readonly string[] Public =
    [
        "areas.code", "areas.name", "clues.public_result", "clues.public_text", "rewards.description", "rewards.hand_over_at", "rewards.name",
        "stations.address", "stations.latitude", "stations.longitude", "stations.name", "stations.opening_exceptions", "stations.opening_hours",
        "teams.name", "teams.name_key", "units.name", "units.name_key", "wishes.public_reason", "wishes.public_story", "wishes.public_title",
        "wish_items.name", "wish_items.unit", "wish_stories.story", "wish_stories.title",
    ];

    /// <summary>Rounded to some hundred metres; the exact place is encrypted.</summary>
    private static readonly string[] Coarse = ["clues.latitude", "clues.longitude"];

    /// <summary>Printed on a door or a card, where it opens nothing without a code, a session or a place beside it.</summary>
    private static readonly string[] Printed = ["represented_people.card_number", "stations.code"];

    /// <summary>The program's own words: names, paths, what went wrong with a message; WeChat's events, until they are worked through.</summary>
    private static readonly string[] OurOwn =
    [
        "idempotency_keys.location", "outbox_messages.reason", "schema_migrations.checksum", "schema_migrations.name", "wechat_push_events.body",
        "wechat_push_events.reason",
    ];

    /// <summary>Readable in an earlier release; no operation reads or writes them any more.</summary>
    private static readonly string[] OfOld =
        ["clues.legal_route", "redemptions.code", "registrations.platform", "registrations.reason", "registrations.skills", "registration_events.reason"];

    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Words_places_and_codes_stand_readable_only_where_somebody_has_said_why()
    {
        var columns = await lane.Sql.List<string>(
            """
            SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns
            WHERE table_schema = @Name AND (character_set_name = 'utf8mb4' OR data_type IN ('decimal', 'double', 'float', 'point', 'geometry', 'json')
              OR character_set_name IS NOT NULL AND (column_name LIKE '%code' OR column_name LIKE '%number' OR column_name LIKE '%phone'))
            """, new { lane.Name });

        columns.Order(StringComparer.Ordinal).ShouldBe([.. Public.Concat(Coarse).Concat(Printed).Concat(OurOwn).Concat(OfOld).Order(StringComparer.Ordinal)]);
    }
}
