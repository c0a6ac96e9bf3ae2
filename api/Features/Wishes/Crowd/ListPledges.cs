using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes.Crowd;

/// <param name="Who">The pledger's masked name, enough to recognise who stands at the desk.</param>
public sealed record StaffPledgeView(PledgeView Pledge, string Who);

/// <summary>Staff who receive the goods read all pledges of a wish, oldest first.</summary>
public sealed class ListPledges(WishAccess access, Db db, PledgeStore pledges, UnitStore units, RegistrationStore registrations)
    : ReadOperation<PageQuery, Page<StaffPledgeView>>
{
    public override void Configure()
    {
        Get("/wishes/{id}/pledges");
        Group<Staff>();
        Reads(RequestErrors.NotFound, WishErrors.OwnCase);
    }

    protected override async Task<Page<StaffPledgeView>> Read(PageQuery request, CancellationToken ct)
    {
        await access.ForReview(Id, Caller);
        var after = request.AfterOr(0);
        return await db.Read(async session =>
        {
            var rows = await pledges.ListOfWish(session, Id.Value, after, request.Rows);
            return await request.Cut(
                rows, row => [row.Id], async row => new StaffPledgeView(await CrowdViews.Of(session, row, units), await Who(session, row.MemberId)));
        });
    }

    private async Task<string> Who(DbSession session, long memberId) =>
        await registrations.ListMine(session, memberId, long.MaxValue, 1) is [{ RealName.Length: > 0 } registration]
            ? Mask.Name(registration.RealName)
            : "已注销的用户";
}
