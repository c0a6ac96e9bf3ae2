namespace LinYuan.Tests.Wishes.Actions;

/// <param name="Route">For which the word stands, as the contract names it.</param>
internal sealed record ActionCall(string Route, Func<Scene, Task<Answer>> Make);

/// <summary>Every word of actions[] with its route and a call that is right in all that the caller writes.</summary>
internal static class ActionCalls
{
    private static readonly object Reason = new { reason = "有一点原因" };
    private static readonly object Story = new { title = "一盏灯亮了", text = "一位志愿者听说楼道的灯坏了，当天就带着梯子来换好了。" };

    public static readonly IReadOnlyDictionary<string, ActionCall> All = new Dictionary<string, ActionCall>(StringComparer.Ordinal)
    {
        ["submit"] = Of("submit", scene => scene.Post("submit", Words(scene))),
        ["withdraw"] = Of("withdraw", scene => scene.Post("withdraw", new { onBehalf = scene.OnBehalf })),
        ["confirm"] = Of("confirm", scene => scene.Post("confirm", new { score = 5, onBehalf = scene.OnBehalf })),
        ["dispute"] = Of("dispute", scene => scene.Post("dispute", new { reason = "灯还是不亮", onBehalf = scene.OnBehalf })),
        ["appeal"] = Of("appeal", scene => scene.Post("appeal", new { reason = "请再看一看", onBehalf = scene.OnBehalf })),
        ["claim"] = Of("claim", scene => scene.Post("claim", scene.ClaimFor)),
        ["contacted"] = Of("contacted", scene => scene.Post("contacted")),
        ["extend"] = Of("extend", scene => scene.Post("extend", Reason)),
        ["release"] = Of("release", scene => scene.Post("release", Reason)),
        ["nameMember"] = Of("name-member", async scene => await scene.Post("name-member", new { memberId = (scene.Colleague ?? scene.Who).Id.ToString() })),
        ["deliver"] = Of("deliver", scene => scene.Post("deliver")),
        ["revealContact"] = Of("contact-reveals", scene => scene.Post("contact-reveals")),
        ["standBy"] = Of("stand-by", scene => scene.Post("stand-by")),
        ["leaveStandBy"] = new("DELETE /api/v1/wishes/{id}/stand-by", scene => scene.Who.Delete($"/api/v1/wishes/{scene.Id}/stand-by")),
        ["declineOffer"] = Of("stand-by/decline", scene => scene.Post("stand-by/decline")),
        ["pledge"] = Of("pledges", async scene => await scene.Post("pledges", new { itemId = await scene.Item(), quantity = 1 })),
        ["withdrawPledge"] = new(
            "DELETE /api/v1/wishes/{id}/pledges/{pledgeId}",
            async scene => await scene.Who.Delete($"/api/v1/wishes/{scene.Id}/pledges/{await scene.Promise(ofOthers: false)}")),
        ["follow"] = Of("follow", scene => scene.Post("follow")),
        ["unfollow"] = new("DELETE /api/v1/wishes/{id}/follow", scene => scene.Who.Delete($"/api/v1/wishes/{scene.Id}/follow")),
        ["mute"] = Of("mute", scene => scene.Post("mute")),
        ["unmute"] = new("DELETE /api/v1/wishes/{id}/mute", scene => scene.Who.Delete($"/api/v1/wishes/{scene.Id}/mute")),
        ["storyConsent"] = Of("story-consent", scene => scene.Post("story-consent", new { agrees = true })),
        ["approve"] = OfStaff("approve", scene => scene.PostAsStaff("approve")),
        ["askChanges"] = OfStaff("ask-changes", scene => scene.PostAsStaff("ask-changes", Reason)),
        ["reject"] = OfStaff("reject", scene => scene.PostAsStaff("reject", Reason)),
        ["cannot"] = OfStaff("cannot", scene => scene.PostAsStaff("cannot", Reason)),
        ["resolveDispute"] = OfStaff("resolve-dispute", scene => scene.PostAsStaff("resolve-dispute", new { outcome = "fulfilled" })),
        ["editPublicText"] = OfStaff("edit-public-text", Edit),
        ["merge"] = OfStaff("merge", Merge),
        ["offerTo"] = OfStaff("offer-to", OfferTo),
        ["extendClaim"] = OfStaff("extend-claim", scene => scene.PostAsStaff("extend-claim", Reason)),
        ["releaseClaim"] = OfStaff("release-claim", scene => scene.PostAsStaff("release-claim", Reason)),
        ["renewHandoverCode"] = OfStaff("handover-code/renew", scene => scene.PostAsStaff("handover-code/renew", Reason)),
        ["printCard"] = new("GET /staff/v1/wishes/{id}/handover-card.svg", scene => scene.Who.Get($"/staff/v1/wishes/{scene.Id}/handover-card.svg")),
        ["receive"] = OfStaff("pledges/{pledgeId}/received", async scene => await scene.PostAsStaff($"pledges/{await scene.Promise(ofOthers: true)}/received")),
        ["handOver"] = OfStaff("hand-over", scene => scene.PostAsStaff("hand-over")),
        ["resolveCrowd"] = OfStaff("resolve-crowd", scene => scene.PostAsStaff("resolve-crowd", new { decision = "close", reason = "差得太多，没有凑齐" })),
        ["publishStory"] = OfStaff("publish-story", scene => scene.PostAsStaff("publish-story", Story)),
        ["unpublishStory"] = OfStaff("unpublish-story", scene => scene.PostAsStaff("unpublish-story", Reason)),
    };

    private static ActionCall Of(string action, Func<Scene, Task<Answer>> call) => new($"POST /api/v1/wishes/{{id}}/{action}", call);

    private static ActionCall OfStaff(string action, Func<Scene, Task<Answer>> call) => new($"POST /staff/v1/wishes/{{id}}/{action}", call);

    private static object Words(Scene scene) => scene.OnBehalf is null ? WishStory.Words(scene.Community) : new
    {
        communityId = scene.Community.IdText,
        category = WishStory.Category,
        title = "换一个灯泡",
        story = "家里的灯不亮了，晚上看不见",
        onBehalf = scene.OnBehalf,
    };

    private static async Task<Answer> Edit(Scene scene) => await scene.PostAsStaff("edit-public-text", new
    {
        publicTitle = "换一盏灯",
        publicStory = "楼道灯坏了，请帮忙",
        reason = "写得更清楚",
        expectedVersion = await scene.Lane.Sql.Value<int>("SELECT public_version FROM wishes WHERE id = @Id", new { scene.Id }),
    });

    private static async Task<Answer> Merge(Scene scene) => await scene.PostAsStaff("merge", new
    {
        intoId = await scene.IsStaff() ? (await WishStory.In(scene.Lane, "open", scene.Community)).Id : "1",
    });

    private static async Task<Answer> OfferTo(Scene scene)
    {
        var member = scene.Who;
        if (await scene.IsStaff())
        {
            member = await scene.Lane.NewMember(scene.Community);
            (await member.Post("/api/v1/me/offers", new { category = WishStory.Category, reach = "community" })).ShouldBe(201);
        }
        return await scene.PostAsStaff("offer-to", new { memberId = member.Id.ToString() });
    }
}
