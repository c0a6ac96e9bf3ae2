using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Wishes;

/// <summary>What comes of wishes that nobody takes on, and of those that were fulfilled.</summary>
public static class AfterwardsEndpoints
{
    public static void AddWishAfterwards(this IServiceCollection services)
    {
        services.AddOptions<WishOptions>()
            .Validate(options => options.DecideAfter > options.ColdAfter, "Wishes:DecideAfter must be longer than Wishes:ColdAfter");
        services.AddSingleton<WaitStore>().AddSingleton<WishWaits>().AddSingleton<WaitLists>();
        services.AddSingleton<StoryStore>().AddSingleton<ConsentToStory>().AddSingleton<PublishStory>();
        services.AddSingleton<IJob, AgeOpenWishes>();
    }

    public static void MapWishAfterwards(this IEndpointRouteBuilder app)
    {
        var people = app.People("Wishes");
        people.MapGet("/wishes/{id}/story-consent", ConsentToStory.Get).Read<StoryConsentView>("GetStoryConsent", NotFound, AccessDenied);
        people.MapPost("/wishes/{id}/story-consent", ConsentToStory.Handle).Move<StoryConsentView>("ConsentToStory", NotFound, AccessDenied, WrongState);

        var staff = app.Staff("Wishes");
        staff.MapPost("/wishes/{id}/publish-story", PublishStory.Handle).Move<StoryView>(
            "PublishStory", NotFound, WishErrors.OwnCase, WrongState, CaseChanged, ConsentMissing, RiskyContent, WishErrors.PersonalDetails);
        staff.MapPost("/wishes/{id}/unpublish-story", PublishStory.UnpublishStory).Move<WishView>("UnpublishStory", NotFound, WishErrors.OwnCase, WrongState, CaseChanged);

        var open = app.Open("Wishes");
        open.MapGet("/stories", ListStories.Handle).Read<Page<StoryView>>("ListStories");
        open.MapGet("/stories/{id}", GetStory.Handle).Read<StoryView>("GetStory", NotFound);
    }
}
