using FastEndpoints;
using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Rewards.Redeeming;

/// <summary>A person sees one of their own orders, with its code while it can be fetched.</summary>
public sealed class GetMyRedemption(RedemptionStore redemptions, RewardStore rewards, Db db, TimeProvider time)
    : ReadOperation<EmptyRequest, RedemptionView>
{
    public override void Configure()
    {
        Get("/me/redemptions/{id}");
        Group<People>();
        Reads(RequestErrors.NotFound);
    }

    protected override Task<RedemptionView> Read(EmptyRequest request, CancellationToken ct) =>
        db.Read(async session => await redemptions.Find(session, Id.Value) is { } found && found.UserId == Caller.UserId
            ? RedemptionView.ForPerson(found, (await rewards.Find(session, found.RewardId))!, time.Now())
            : throw new Refusal(RequestErrors.NotFound));
}
