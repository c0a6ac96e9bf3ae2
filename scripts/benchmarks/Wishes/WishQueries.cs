using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Features.Wishes.Claims.Delivery;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.Lists;
using LinYuan.Api.Shared.Data;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Benchmarks.Wishes;

/// <summary>The queries that must cost the same however many wishes there are, over a database that <see cref="WishFill"/> filled.</summary>
internal sealed class WishQueries(IServiceProvider services, int filled, DateTimeOffset now)
{
    private const string FirstPage = "first page";
    private const string DeepPage = "deep page";
    private const string Batch = "batch";

    /// <summary>A page of 20, and the row that tells whether there is another one.</summary>
    private const int Rows = 21;

    /// <summary>What the jobs read at once.</summary>
    private const int BatchRows = 200;

    /// <summary>So many different people and positions are asked for in turn.</summary>
    private const int Turns = 16;

    private readonly WishStore wishes = services.GetRequiredService<WishStore>();
    private readonly PublicWishStore wall = services.GetRequiredService<PublicWishStore>();
    private readonly WishClaimStore claims = services.GetRequiredService<WishClaimStore>();
    private readonly WishOutcomeStore outcomes = services.GetRequiredService<WishOutcomeStore>();
    private readonly CrowdStore crowd = services.GetRequiredService<CrowdStore>();
    private readonly ViewerRelationStore relations = services.GetRequiredService<ViewerRelationStore>();

    private static readonly (string Name, string? Column, long FirstId, int Count)[] Levels =
    [
        ("everywhere", null, 0, 1), ("district", "district_id", 1, 2), ("street", "street_id", 11, 4), ("community", "community_id", 101, 8),
    ];

    public IReadOnlyList<WishQuery> All() =>
    [
        .. Levels.Where(level => level.Column is not null).SelectMany(Queue),
        .. Levels.SelectMany(PublicList),
        HiddenStatus(),
        .. Mine(),
        Parts(),
        .. Jobs(),
    ];

    private IEnumerable<WishQuery> Queue((string Name, string? Column, long FirstId, int Count) level)
    {
        var name = "review-queue-of-" + level.Name;
        yield return new(name, FirstPage, async (session, turn) => (await wishes.ListQueue(session, Area(level, turn)!, WishStatus.PendingReview, 0, Rows)).Count);
        yield return new(name, DeepPage, async (session, turn) =>
            (await wishes.ListQueue(session, Area(level, turn)!, WishStatus.PendingReview, filled - Position(turn), Rows)).Count);
    }

    private IEnumerable<WishQuery> PublicList((string Name, string? Column, long FirstId, int Count) level)
    {
        foreach (var (suffix, status, category) in new (string, WishStatus?, WishCategory?)[]
        {
            ("", null, null), ("-by-status", WishStatus.Open, null), ("-by-category", null, WishCategory.MicroSafety),
            ("-by-status-and-category", WishStatus.Open, WishCategory.MicroSafety),
        })
        {
            var name = $"public-list-{level.Name}{suffix}";
            yield return new(name, FirstPage, async (session, turn) =>
                (await wall.List(session, Area(level, turn), status, category, long.MaxValue, Rows)).Count);
            yield return new(name, DeepPage, async (session, turn) =>
                (await wall.List(session, Area(level, turn), status, category, Position(turn), Rows)).Count);
        }
    }

    /// <summary>Anybody may ask for a state in which no wish is listed; looking for some must not read all of that state.</summary>
    private WishQuery HiddenStatus() => new("public-list-by-a-hidden-status", FirstPage, async (session, _) =>
        (await wall.List(session, subtree: null, WishStatus.PendingReview, category: null, long.MaxValue, Rows)).Count);

    private IEnumerable<WishQuery> Mine()
    {
        var late = filled * 2L / 3;
        yield return new("my-wishes", FirstPage, async (session, turn) => (await wishes.ListMine(session, Person(turn), long.MaxValue, Rows)).Count);
        yield return new("my-wishes", DeepPage, async (session, turn) => (await wishes.ListMine(session, Person(turn), late, Rows)).Count);
        yield return new("my-claims", FirstPage, (session, turn) => Claims(session, Person(turn), long.MaxValue));
        yield return new("my-claims", DeepPage, (session, turn) => Claims(session, Person(turn), late));
    }

    /// <summary>What every page of wishes reads beside the wishes, to say what the viewer may do with each.</summary>
    private WishQuery Parts() => new("parts-in-a-page-of-wishes", DeepPage, async (session, turn) =>
        (await relations.Of(session, [.. Enumerable.Range(0, Rows).Select(row => Position(turn) + row)], Person(turn))).Count);

    private IEnumerable<WishQuery> Jobs()
    {
        yield return new("leases-that-are-over", Batch, async (session, _) => (await claims.ListOverdue(session, now, BatchRows)).Count);
        yield return new("reminders-that-are-due", Batch, async (session, _) => (await claims.ListRemindersDue(session, now, BatchRows)).Count);
        yield return new("deliveries-without-an-answer", Batch, async (session, _) =>
            (await outcomes.ListSilent(session, now - TimeSpan.FromDays(2), BatchRows)).Count);
        yield return new("pledging-that-is-over", Batch, async (session, _) => (await crowd.ListOver(session, now, BatchRows)).Count);
    }

    private async Task<int> Claims(DbSession session, long person, long before)
    {
        var mine = await claims.ListOf(session, person, before, Rows);
        return (await wishes.ListByIds(session, [.. mine.Select(row => row.WishId)])).Count;
    }

    private static Subtree? Area((string Name, string? Column, long FirstId, int Count) level, int turn) =>
        level.Column is null ? null : new Subtree(level.Column, level.FirstId + turn % level.Count);

    /// <summary>Somewhere between the middle and three quarters, so that even the rarest combination of 10,000 wishes still fills a page.</summary>
    private long Position(int turn) => filled / 2 + filled / 4 * (turn % Turns) / Turns;

    private static long Person(int turn) => 1 + turn % Turns;
}
