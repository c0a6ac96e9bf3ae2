using System.Globalization;
using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Wishes.Afterwards;

/// <summary>Runs one job at the lane's time, and looks at what it told to whom.</summary>
internal static class WaitRunners
{
    public static Task<int> Run<TJob>(this Lane lane)
        where TJob : IJob => lane.Services.GetServices<IJob>().OfType<TJob>().Single().Run(lane.Clock.Now, CancellationToken.None);

    /// <summary>Three runners, as three replicas have them, and then the job itself three times at once, past the lease.</summary>
    public static async Task Race<TJob>(this Lane lane)
        where TJob : IJob
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ActivatorUtilities.CreateInstance<JobRunner>(lane.Services).RunDue(CancellationToken.None)));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => lane.Run<TJob>()));
    }

    /// <summary>Moves the clock to that moment of a view, less a little.</summary>
    public static void AdvanceTo(this Lane lane, string? moment, TimeSpan less = default) => lane.Clock.Advance(
        DateTimeOffset.Parse(moment!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) - less - lane.Clock.Now);

    /// <summary>Who was told of it, by their ids, lowest first.</summary>
    public static Task<IReadOnlyList<long>> Told(this Lane lane, string wishId, string kind) => lane.Sql.List<long>(
        "SELECT recipient_id FROM outbox_messages WHERE subject_id = @wishId AND kind = @kind ORDER BY recipient_id", new { wishId, kind });

    public static async Task<IReadOnlyList<string?>> IdsOf(this Client who, string path) =>
        [.. (await who.Get(path)).ShouldBe(200).Items.Select(item => item.GetProperty("id").GetString())];
}
