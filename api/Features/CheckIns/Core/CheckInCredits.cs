using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;

namespace LinYuan.Api.Features.CheckIns.Core;

public sealed record CheckInCredit(long CheckInId, long UserId, long CommunityId, int Points);

/// <summary>
/// The points of check-ins, and the message that tells of them once they may be spent. The ledger pays a check-in once, whoever asks.
/// Receipts hold what it really gave, which the day's cap may have cut.
/// </summary>
public sealed class CheckInCredits(PointLedger ledger, OutboxStore outbox)
{
    /// <summary>Points that may be spent at once.</summary>
    public async Task<PointReceipt> Pay(Tx tx, CheckInCredit credit, DateTimeOffset now)
    {
        var receipt = await ledger.Credit(tx, Entry(credit), now);
        if (receipt.Amount > 0)
            await outbox.Add(tx, CheckInMessages.Credited(credit.CheckInId, credit.UserId), now);
        return receipt;
    }

    /// <summary>Points that wait for <see cref="Release"/>.</summary>
    public Task<PointReceipt> Promise(Tx tx, CheckInCredit credit, DateTimeOffset now) => ledger.CreditProvisional(tx, Entry(credit), now);

    /// <summary>Lets promised points be spent, if there are any.</summary>
    /// <param name="byId">Null for the clock.</param>
    public async Task Release(Tx tx, CheckIn checkIn, long? byId, DateTimeOffset now)
    {
        if (await ledger.Release(tx, PointSource.CheckIn, checkIn.Id, byId, now) > 0)
            await outbox.Add(tx, CheckInMessages.Credited(checkIn.Id, checkIn.UserId), now);
    }

    /// <summary>Takes back what was paid or promised, by a counter pair; nothing when nothing was.</summary>
    public Task TakeBack(Tx tx, CheckIn checkIn, long byId, DateTimeOffset now) =>
        ledger.Reverse(tx, PointSource.CheckIn, checkIn.Id, PointReason.Reversed, byId, now);

    public Task<long> BalanceOf(Tx tx, long userId) => ledger.BalanceOf(tx, userId);

    private static PointCredit Entry(CheckInCredit credit) => new(
        credit.UserId, credit.CommunityId, credit.Points, PointReason.CheckIn, PointSource.CheckIn, credit.CheckInId);
}
