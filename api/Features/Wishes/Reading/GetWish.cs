using FastEndpoints;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Reading;

/// <summary>The caller reads a wish, as much of it as they may see.</summary>
public sealed class GetWish(WishAccess access, WishViewerContexts contexts, Db db, PledgeStore pledges, UnitStore units, TimeProvider time)
    : ReadOperation<EmptyRequest, WishView>
{
    public override void Configure()
    {
        Get("/wishes/{id}");
        Group<People>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<WishView> Read(EmptyRequest request, CancellationToken ct)
    {
        var seen = await access.Visible(Id, Caller);
        var own = await db.Read(async session =>
        {
            var view = WishViews.For(await contexts.Of(session, Caller, seen.Wish, time.Now()), seen.CommunityName);
            return seen.Wish.IsCrowd ? await CrowdViews.WithOwn(view, session, Caller, pledges, units) : view;
        });
        // The thanks are for everyone whose goods arrived.
        return own.MyPledges?.Any(pledge => pledge.Status == PledgeStatus.Received) == true
            ? own with { Score = seen.Wish.Score, Comment = HiddenText.IsShown(seen.Wish.CommentCheck) ? seen.Wish.MaskedComment : null }
            : own;
    }
}
