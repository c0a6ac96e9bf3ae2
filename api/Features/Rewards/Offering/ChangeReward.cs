using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Rewards.Offering;

/// <summary>What is left out stays as it is. A new price holds for new orders only.</summary>
/// <param name="Version">As it was read; a change that was sent twice is made once.</param>
/// <param name="StockDelta">How many come in, or with a minus go out; those that are ordered stay.</param>
/// <param name="Listed">False takes it off the list; orders are handed over all the same.</param>
[ValidatableType]
public sealed record ChangeRewardRequest(
    [property: Needed] int? Version,
    [property: Text(1, 60, Optional = true), ForOthers(MayNameDoors = true)] string? Name = null,
    [property: Text(1, 500, Optional = true), ForOthers(MayNameDoors = true)] string? Description = null,
    [property: Between(1, 100_000)] int? Points = null,
    [property: Between(-100_000, 100_000)] int? StockDelta = null,
    [property: Between(1, 1000)] int? PerPersonLimit = null,
    DateOnly? AvailableFrom = null,
    DateOnly? AvailableUntil = null,
    [property: Text(1, 120, Optional = true)] string? HandOverAt = null,
    bool? Listed = null);

/// <summary>Staff change a reward and keep its stock.</summary>
public sealed class ChangeReward(RewardStore rewards, RewardViews views, Db db) : Operation<ChangeRewardRequest, StaffRewardView>
{
    public override void Configure()
    {
        Patch("/rewards/{id}");
        Group<Staff>();
        Changes(RequestErrors.NotFound, RewardErrors.Changed, RewardErrors.StockTooLow);
    }

    protected override async Task<IResult> Handle(ChangeRewardRequest request, CancellationToken ct)
    {
        var before = await Require();
        RewardDays.RequireOrder(request.AvailableFrom ?? before.AvailableFrom, request.AvailableUntil ?? before.AvailableUntil);
        var change = new RewardChange(
            request.Version!.Value, request.Name, request.Description, request.Points, request.StockDelta ?? 0, request.PerPersonLimit,
            request.AvailableFrom, request.AvailableUntil, request.HandOverAt, request.Listed);
        if (await db.InTransaction(Caller, tx => rewards.Change(tx, Id.Value, change)) == 0)
            throw new Refusal((await Require()).Version == change.Version ? RewardErrors.StockTooLow : RewardErrors.Changed);
        return TypedResults.Ok(await views.ForStaff(await Require()));
    }

    /// <summary>A reward of the caller's area; anyone else's is not there.</summary>
    private async Task<Reward> Require() =>
        await db.Read(session => rewards.Find(session, Id.Value)) is { } reward && reward.IsUnder(Caller)
            ? reward
            : throw new Refusal(RequestErrors.NotFound);
}
