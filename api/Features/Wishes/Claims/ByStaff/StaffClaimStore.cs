using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes.Claims.ByStaff;

/// <summary>What staff may do to a claim that is not theirs.</summary>
public sealed class StaffClaimStore(FieldCipher cipher)
{
    /// <summary>
    /// Locks a wish whose lease holds, so that its claim and its code stay what they are until the transaction ends; false when nobody
    /// holds it.
    /// </summary>
    public async Task<bool> LockHeld(Tx tx, long id, DateTimeOffset now) => await tx.Find<long?>("""
        SELECT id FROM wishes
        WHERE id = @id AND status IN ('claimed', 'inProgress') AND CASE status WHEN 'claimed' THEN contact_by ELSE deliver_by END > @now
        FOR UPDATE
        """, new { id, now }) is not null;

    /// <summary>Takes the one extension that the community may give a claim; 0 when it is used up.</summary>
    public Task<int> UseExtension(Tx tx, long claimId, DateTimeOffset now) => tx.Execute("""
        UPDATE wish_claims SET staff_extended_at = @now WHERE id = @claimId AND live = 1 AND staff_extended_at IS NULL
        """, new { claimId, now });

    /// <summary>A new code in place of the old one; tries of the old count on. 0 when nobody holds the wish.</summary>
    public Task<int> RenewCode(Tx tx, long id, string code, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET handover_code_enc = @code
        WHERE id = @id AND status IN ('claimed', 'inProgress') AND CASE status WHEN 'claimed' THEN contact_by ELSE deliver_by END > @now
        """, new { id, code = cipher.Encrypt(WishClaimStore.CodePurpose, code), now });
}
