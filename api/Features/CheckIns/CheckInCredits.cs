using LinYuan.Api.Features.Points;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;

namespace LinYuan.Api.Features.CheckIns;

public sealed record CheckInCredit(long CheckInId, long UserId, long CommunityId, int Points);

/// <summary>The points of check-ins, and the message that tells of them. The ledger pays a check-in once, whoever asks.</summary>
public sealed class CheckInCredits(PointLedger ledger, OutboxStore outbox)
{
    /// <summary>Gives the new balance.</summary>
    public async Task<long> Pay(Tx tx, CheckInCredit credit, DateTimeOffset now)
    {
        var receipt = await ledger.Credit(tx, new PointCredit(
            credit.UserId, credit.CommunityId, credit.Points, PointReason.CheckIn, PointSource.CheckIn, credit.CheckInId), now);
        await outbox.Add(tx, CheckInMessages.Credited(credit.CheckInId, credit.UserId), now);
        return receipt.Balance;
    }

    /// <summary>Pays what a check-in was promised, if anything.</summary>
    public Task Pay(Tx tx, CheckIn checkIn, DateTimeOffset now) => checkIn.Points == 0
        ? Task.CompletedTask
        : Pay(tx, new CheckInCredit(checkIn.Id, checkIn.UserId, checkIn.Area.CommunityId, checkIn.Points), now);

    /// <summary>Takes back what was paid, by a counter pair; nothing when nothing was.</summary>
    public Task TakeBack(Tx tx, CheckIn checkIn, DateTimeOffset now) =>
        ledger.Reverse(tx, PointSource.CheckIn, checkIn.Id, PointReason.Reversed, byId: null, now);

    public Task<long> BalanceOf(Tx tx, long userId) => ledger.BalanceOf(tx, userId);
}
