using System.Security.Cryptography;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Rewards.Core;

/// <summary>
/// Orders of rewards. They hold nothing about a person but the number of the account; the code that fetches one is encrypted, and found by
/// its hash.
/// </summary>
public sealed class RedemptionStore(FieldCipher cipher)
{
    internal const string CodePurpose = "redemption.code";
    private const int CodeTries = 3;
    private const string Columns = """
        id AS Id, code_enc AS CodeEnc, reward_id AS RewardId, user_id AS UserId, points AS Points, status AS Status, reserved_at AS ReservedAt,
        expires_at AS ExpiresAt, ended_at AS EndedAt
        """;

    public async Task<long> Add(Tx tx, long userId, Reward reward, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        for (var attempt = 1; ; attempt++)
        {
            var code = RandomNumberGenerator.GetString("0123456789", 10);
            try
            {
                return await tx.Insert("""
                    INSERT INTO redemptions (code_enc, code_hash, reward_id, user_id, points, status, reserved_at, expires_at)
                    VALUES (@code, @hash, @rewardId, @userId, @Points, 'reserved', @now, @expiresAt)
                    """, new
                {
                    code = cipher.Encrypt(CodePurpose, code), hash = cipher.LookupHash(CodePurpose, code), rewardId = reward.Id, userId, reward.Points,
                    now, expiresAt,
                });
            }
            catch (MySqlException error) when (error.IsDuplicate() && attempt < CodeTries)
            {
            }
        }
    }

    public async Task<Redemption?> Find(DbSession session, long id) =>
        await session.Find<Row>($"SELECT {Columns} FROM redemptions WHERE id = @id", new { id }) is { } row ? Read(row) : null;

    public async Task<Redemption?> FindByCode(DbSession session, string code) => await session.Find<Row>(
        $"SELECT {Columns} FROM redemptions WHERE code_hash = @hash", new { hash = cipher.LookupHash(CodePurpose, code) }) is { } row ? Read(row) : null;

    public Task<IReadOnlyList<Redemption>> ListOf(DbSession session, long userId, long before, int rows) => List(session, $"""
        SELECT {Columns} FROM redemptions WHERE user_id = @userId AND id < @before ORDER BY id DESC LIMIT @rows
        """, new { userId, before, rows });

    /// <summary>Those that count towards the limit of a person: waiting and fetched.</summary>
    public Task<long> CountOf(DbSession session, long userId, long rewardId) => session.Scalar<long>("""
        SELECT COUNT(*) FROM redemptions WHERE user_id = @userId AND reward_id = @rewardId AND status IN ('reserved', 'redeemed')
        """, new { userId, rewardId });

    /// <summary>The same for many rewards at once; one that the person never ordered is not among them.</summary>
    public async Task<IReadOnlyDictionary<long, long>> CountsOf(DbSession session, long userId, IReadOnlyCollection<long> rewardIds) => rewardIds.Count == 0
        ? new Dictionary<long, long>()
        : (await session.List<Ordered>("""
            SELECT reward_id AS RewardId, COUNT(*) AS Orders FROM redemptions
            WHERE user_id = @userId AND reward_id IN @rewardIds AND status IN ('reserved', 'redeemed') GROUP BY reward_id
            """, new { userId, rewardIds })).ToDictionary(ordered => ordered.RewardId, ordered => ordered.Orders);

    public Task<IReadOnlyList<Redemption>> ListDue(DbSession session, DateTimeOffset now, int rows) => List(session, $"""
        SELECT {Columns} FROM redemptions WHERE status = 'reserved' AND expires_at <= @now ORDER BY expires_at, id LIMIT @rows
        """, new { now, rows });

    public Task<IReadOnlyList<Redemption>> ListWaiting(DbSession session, long userId, int rows) => List(session, $"""
        SELECT {Columns} FROM redemptions WHERE user_id = @userId AND status = 'reserved' ORDER BY id LIMIT @rows
        """, new { userId, rows });

    /// <summary>
    /// Ends an order that waits; false when it does not any more. Nobody can fetch it after its time, and the clock cannot end it before;
    /// to cancel it is possible as long as it is there.
    /// </summary>
    public async Task<bool> End(Tx tx, long id, RedemptionAction action, long? byId, DateTimeOffset now)
    {
        var inTime = action switch
        {
            RedemptionAction.HandOver => "AND expires_at > @now",
            RedemptionAction.Release => "AND expires_at <= @now",
            _ => "",
        };
        return await tx.Execute($"""
            UPDATE redemptions SET status = @to, ended_at = @now, ended_by = @byId WHERE id = @id AND status = 'reserved' {inTime}
            """, new { id, to = RedemptionLifecycle.EndOf(action).Word(), now, byId }) == 1;
    }

    private async Task<IReadOnlyList<Redemption>> List(DbSession session, string sql, object parameters) =>
        [.. (await session.List<Row>(sql, parameters)).Select(Read)];

    private Redemption Read(Row row) => new(
        row.Id, cipher.DecryptIfAny(CodePurpose, row.CodeEnc) ?? "", row.RewardId, row.UserId, row.Points, row.Status, row.ReservedAt, row.ExpiresAt,
        row.EndedAt);

    private sealed record Row(
        long Id, byte[]? CodeEnc, long RewardId, long UserId, int Points, RedemptionStatus Status, DateTimeOffset ReservedAt, DateTimeOffset ExpiresAt,
        DateTimeOffset? EndedAt);

    private sealed record Ordered(long RewardId, long Orders);
}
