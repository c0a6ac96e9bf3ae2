using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Wishes;

/// <summary>What an author sees before posting, wishes that are like another, and their merging.</summary>
public static class DuplicateEndpoints
{
    public static void AddWishDuplicates(this IServiceCollection services)
    {
        services.AddOptions<DuplicateOptions>().BindConfiguration("WishDuplicates").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WishLikenessStore>().AddSingleton<WishMergeStore>().AddSingleton<TextLikeness>().AddSingleton<WishLikeness>();
        services.AddSingleton<SimilarWishes>().AddSingleton<MergeWish>();
        services.AddSingleton<IJob, ForgetLikeness>();
    }

    public static void MapWishDuplicates(this IEndpointRouteBuilder app)
    {
        app.People("Wishes").MapPost("/wishes/preview", PreviewWish.Handle).Computation<PreviewWishResponse>("PreviewWish");

        var staff = app.Staff("Wishes");
        staff.MapGet("/wishes/{id}/similar", SimilarWishes.List).Read<Whole<StaffSimilarWishView>>("ListSimilarWishes", NotFound, WishErrors.OwnCase);
        staff.MapPost("/wishes/{id}/merge", MergeWish.Handle).Move<WishView>("MergeWish", NotFound, WishErrors.OwnCase, AppealElsewhere, WrongState, CaseChanged, NotMergeable);
    }
}
