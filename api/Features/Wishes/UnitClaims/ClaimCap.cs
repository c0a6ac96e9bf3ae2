using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <summary>How many wishes a member may have in hand at a time.</summary>
public sealed class ClaimCap(ClaimAllowance allowance, TimeProvider time)
{
    /// <summary>Whether the member may take on no more. It binds only whoever holds the member's row.</summary>
    public async Task<bool> IsReached(DbSession session, long memberId) => !(await allowance.Of(session, memberId, time.Now())).HasRoom;
}
