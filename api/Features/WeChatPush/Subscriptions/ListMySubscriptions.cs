using FastEndpoints;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.WeChatPush.Subscriptions;

/// <summary>A person sees what they still allowed, so that the mini program asks again only where nothing is left.</summary>
public sealed class ListMySubscriptions(Db db, SubscriptionViews views) : ReadOperation<EmptyRequest, SubscriptionsView>
{
    protected override string Tag => "Subscriptions";

    public override void Configure()
    {
        Get("/me/subscriptions");
        Group<People>();
        Reads();
    }

    protected override Task<SubscriptionsView> Read(EmptyRequest request, CancellationToken ct) =>
        db.Read(session => views.Of(session, Caller.UserId));
}
