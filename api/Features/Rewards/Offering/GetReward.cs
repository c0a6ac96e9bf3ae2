using FastEndpoints;
using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Rewards.Offering;

/// <summary>A person sees one reward, also one that is no longer on offer, for those who have ordered it; then it has no actions.</summary>
public sealed class GetReward(RewardStore rewards, RewardViews views, Db db) : ReadOperation<EmptyRequest, RewardView>
{
    public override void Configure()
    {
        Get("/rewards/{id}");
        Group<People>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<RewardView> Read(EmptyRequest request, CancellationToken ct)
    {
        var (reward, means) = await db.Read(async session => await rewards.Find(session, Id.Value) is { } found
            ? (found, await views.MeansOf(session, Caller.UserId, found))
            : throw new Refusal(RequestErrors.NotFound));
        return await views.Of(reward, means);
    }
}
