using FastEndpoints;
using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Rewards.Redeeming;

/// <summary>A person does not want what they ordered after all; the points come back at once.</summary>
public sealed class CancelRedemption(RedemptionStore redemptions, RewardStore rewards, RedemptionMoves moves, Db db, TimeProvider time)
    : Operation<EmptyRequest, RedemptionView>
{
    public override void Configure()
    {
        Post("/redemptions/{id}/cancel");
        Group<People>();
        Moves(RequestErrors.NotFound, RewardErrors.WrongState);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var mine = await db.Read(session => redemptions.Find(session, Id.Value));
        if (mine?.UserId != Caller.UserId)
            throw new Refusal(RequestErrors.NotFound);
        return await Call.Move(async tx =>
        {
            var now = time.Now();
            if (!await moves.End(tx, mine, RedemptionAction.Cancel, Caller.UserId, now))
                throw await moves.WhyNot(tx, mine.Id, now);
            return RedemptionView.ForPerson((await redemptions.Find(tx, mine.Id))!, (await rewards.Find(tx, mine.RewardId))!, now);
        });
    }
}
