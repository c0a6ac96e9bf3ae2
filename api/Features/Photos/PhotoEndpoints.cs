using LinYuan.Api.Features.WeChatPush;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Privacy;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Photos;

/// <summary>照片: of a wish and of its delivery, never required.</summary>
public static class PhotoEndpoints
{
    public static IServiceCollection AddPhotos(this IServiceCollection services)
    {
        services.AddOptions<PhotoOptions>().BindConfiguration("Photos").ValidateDataAnnotations()
            .PostConfigure<IHostEnvironment>((options, environment) => options.Directory = Path.GetFullPath(options.Directory, environment.ContentRootPath))
            .Validate(options => options.IsUsable(), "Photos:Directory must be a folder that this program may write to").ValidateOnStart();
        services.AddSingleton<PhotoStore>().AddSingleton<PhotoFiles>().AddSingleton<PhotoLinks>().AddSingleton<PhotoViews>();
        services.AddSingleton<UploadPhoto>().AddSingleton<ReviewPhoto>().AddSingleton<CheckPhoto>().AddSingleton<PhotoVerdicts>();
        services.AddSingleton<IJob, EndPhotoChecks>().AddSingleton<IJob, SweepPhotoFiles>();
        services.AddSingleton<IStateTable>(PhotoLifecycle.Table);
        services.AddSingleton(new PersonalData("photos", PhotoPersonalData.Export, PhotoPersonalData.Erase));
        services.AddSingleton(new OutboxRoute(CheckPhoto.Kind, (provider, message, cancellation) =>
            provider.GetRequiredService<CheckPhoto>().Deliver(message, cancellation)));
        services.AddSingleton(new PushEventHandler(PhotoVerdicts.Event, (provider, tx, push) =>
            provider.GetRequiredService<PhotoVerdicts>().Take(tx, push)));
        return services;
    }

    public static void MapPhotos(this IEndpointRouteBuilder app)
    {
        var people = app.People("Photos");
        people.MapPost("/wishes/{id}/photos", UploadPhoto.Handle).Creation<PhotoView>(
            "UploadPhoto", NotFound, AccessDenied, Busy, WrongState, LeaseOver, PhotoErrors.Limit, PhotoErrors.TooLarge, PhotoErrors.Unreadable)
            .WithMetadata(new TakesFile(UploadPhoto.LargestFile, PhotoErrors.TooLarge));
        people.MapGet("/wishes/{id}/photos", ListPhotos.Handle).Read<Whole<PhotoView>>("ListPhotos", NotFound);
        people.MapDelete("/photos/{id}", DeletePhoto.Handle).Removal("DeletePhoto", NotFound);

        var staff = app.Staff("Photos");
        staff.MapGet("/photos", ListPhotosToReview.Handle).Read<Page<PhotoView>>("ListPhotosToReview", NotFound);
        staff.MapPost("/photos/{id}/show", ReviewPhoto.Show).Move<PhotoView>("ShowPhoto", NotFound, PhotoErrors.OwnCase, PhotoErrors.WrongState);
        staff.MapPost("/photos/{id}/hide", ReviewPhoto.Hide).Move<PhotoView>("HidePhoto", NotFound, PhotoErrors.OwnCase, PhotoErrors.WrongState);

        app.Open("Photos").MapGet("/wishes/{id}/photos", ListPublicPhotos.Handle).Read<Whole<PublicPhotoView>>("ListPublicPhotos", NotFound);

        // Behind the links in the lists; programs take them as they are.
        app.MapGet("/photos/{name}", GetPhotoFile.Handle).WithName("GetPhotoFile").ExcludeFromDescription()
            .WithMetadata(new MayRefuse([PhotoErrors.LinkExpired])).AllowAnonymous().RequireRateLimiting(RateLimits.Open);
    }
}
