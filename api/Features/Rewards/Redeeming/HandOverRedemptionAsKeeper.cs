using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Rewards.Redeeming;

/// <summary>The keeper of the station where the reward lies hands over the order whose code the person shows; never to themselves.</summary>
public sealed class HandOverRedemptionAsKeeper(RedemptionHandOver handOver) : Operation<HandOverByCodeRequest, RedemptionView>
{
    public override void Configure()
    {
        Post("/redemptions/hand-over");
        Group<People>();
        Moves(RewardErrors.CodeWrong, RewardErrors.CodeLocked, RewardErrors.OwnCase, RewardErrors.WrongState, RewardErrors.Expired);
    }

    protected override Task<IResult> Handle(HandOverByCodeRequest request, CancellationToken ct) =>
        Call.After(() => handOver.TryCode(request.Code, Caller), waiting => handOver.Run(waiting, Caller, Call));
}
