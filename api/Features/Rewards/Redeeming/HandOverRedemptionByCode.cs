using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Rewards.Redeeming;

/// <param name="Code">Ten digits, scanned from the person's phone or typed.</param>
[ValidatableType]
public sealed record HandOverByCodeRequest([property: Code(10)] string Code);

/// <summary>Staff hand over the order whose code the person shows; never to themselves.</summary>
public sealed class HandOverRedemptionByCode(RedemptionHandOver handOver) : Operation<HandOverByCodeRequest, RedemptionView>
{
    public override void Configure()
    {
        Post("/redemptions/hand-over");
        Group<Staff>();
        Moves(RewardErrors.CodeWrong, RewardErrors.CodeLocked, RewardErrors.OwnCase, RewardErrors.WrongState, RewardErrors.Expired);
    }

    protected override Task<IResult> Handle(HandOverByCodeRequest request, CancellationToken ct) =>
        Call.After(() => handOver.TryCode(request.Code, Caller), waiting => handOver.Run(waiting, Caller, Call));
}
