using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.UnitClaims;

/// <param name="Outcome"><c>reassigned</c>: another member was named, with a claim of their own.</param>
/// <param name="Member">Who goes, by the masked name.</param>
public sealed record CoordinatedClaimView(
    EntityId Id, DateTimeOffset ClaimedAt, DateTimeOffset? EndedAt, ClaimOutcome? Outcome, GroupMemberView Member, WishView Wish);

/// <summary>The caller reads what they claimed for a unit or a team, newest first; the contact is not in the list.</summary>
public sealed class ListCoordinatedClaims(
    Db db, WishViewerContexts contexts, GroupClaimStore groups, RegistrationStore registrations, AreaStore areas, TimeProvider time)
    : ReadOperation<PageQuery, Page<CoordinatedClaimView>>
{
    public override void Configure()
    {
        Get("/me/coordinated-claims");
        Group<People>();
        Reads();
    }

    protected override async Task<Page<CoordinatedClaimView>> Read(PageQuery request, CancellationToken ct)
    {
        var before = request.AfterOr(long.MaxValue);
        var (rows, about, names) = await db.Read(async session =>
        {
            var mine = await groups.ListOf(session, Caller.UserId, before, request.Rows);
            Dictionary<long, string> names = [];
            foreach (var memberId in mine.Select(row => row.MemberId).Distinct())
                names[memberId] = await registrations.ListMine(session, memberId, long.MaxValue, 1) is [var registration] ? registration.RealName : "";
            return (mine, await contexts.ByIds(session, Caller, [.. mine.Select(row => row.WishId).Distinct()], time.Now()), names);
        });
        return await request.Cut(rows, row => [row.Id], async row =>
        {
            var context = about[row.WishId];
            var view = WishViews.For(context, await areas.NameOf(context.Wish.Place.CommunityId));
            var member = GroupMemberView.Of(new GroupMember(row.MemberId, names[row.MemberId]));
            return new CoordinatedClaimView(new EntityId(row.Id), row.ClaimedAt, row.EndedAt, row.Outcome, member, view);
        });
    }
}
