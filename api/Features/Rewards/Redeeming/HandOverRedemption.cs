using FastEndpoints;
using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Rewards.Redeeming;

/// <summary>Staff of the area that gives the reward hand an order over; never to themselves.</summary>
public sealed class HandOverRedemption(RedemptionHandOver handOver) : Operation<EmptyRequest, RedemptionView>
{
    public override void Configure()
    {
        Post("/redemptions/{id}/hand-over");
        Group<Staff>();
        Moves(RequestErrors.NotFound, RewardErrors.OwnCase, RewardErrors.WrongState, RewardErrors.Expired);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct) =>
        await handOver.Run(await handOver.Find(Id.Value, Caller) ?? throw new Refusal(RequestErrors.NotFound), Caller, Call);
}
