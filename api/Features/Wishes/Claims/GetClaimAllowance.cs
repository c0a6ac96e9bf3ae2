using FastEndpoints;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Claims;

/// <summary>The caller reads how many wishes they may still take on.</summary>
public sealed class GetClaimAllowance(Db db, ClaimAllowance allowance, TimeProvider time) : ReadOperation<EmptyRequest, ClaimAllowanceView>
{
    public override void Configure()
    {
        Get("/me/claim-allowance");
        Group<People>();
        Reads();
    }

    protected override Task<ClaimAllowanceView> Read(EmptyRequest request, CancellationToken ct) =>
        db.Read(session => allowance.Of(session, Caller.UserId, time.Now()));
}
