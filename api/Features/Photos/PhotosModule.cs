using LinYuan.Api.Features.Photos.Checks;
using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Features.Photos.Core.Pictures;
using LinYuan.Api.Features.Photos.Files;
using LinYuan.Api.Features.Photos.Removal;
using LinYuan.Api.Features.Photos.Reviewing;
using LinYuan.Api.Features.Photos.Subjects;
using LinYuan.Api.Features.Photos.Uploads;
using LinYuan.Api.Features.WeChatPush.Inbox;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Privacy;
using static LinYuan.Api.Shared.Http.RequestErrors;
using ClueErrors = LinYuan.Api.Features.Clues.Core.ClueErrors;
using WishErrors = LinYuan.Api.Features.Wishes.WishErrors;

namespace LinYuan.Api.Features.Photos;

/// <summary>照片: of wishes, clues and stations, never required.</summary>
public static class PhotosModule
{
    public static IServiceCollection AddPhotos(this IServiceCollection services)
    {
        services.AddOptions<PhotoOptions>().BindConfiguration("Photos").ValidateDataAnnotations()
            .PostConfigure<IHostEnvironment>((options, environment) => options.Directory = Path.GetFullPath(options.Directory, environment.ContentRootPath))
            .Validate(options => options.IsUsable(), "Photos:Directory must be a folder that this program may write to").ValidateOnStart();
        services.AddSingleton<PhotoStore>().AddSingleton<PhotoFiles>().AddSingleton<PictureIntake>().AddSingleton<StorePicture>().AddSingleton<PhotoLinks>().AddSingleton<PhotoViews>();
        services.AddSingleton<PhotosOfWishes>().AddSingleton<PhotosOfClues>().AddSingleton<PhotosOfStations>().AddSingleton<PhotoSubjects>();
        services.AddSingleton<UploadPhoto>().AddSingleton<ListPhotos>().AddSingleton<ListPublicPhotos>();
        services.AddSingleton<ReviewPhoto>().AddSingleton<CheckPhoto>().AddSingleton<PhotoVerdicts>();
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
        people.MapPost("/wishes/{id}/photos", UploadPhoto.Handle).Upload("UploadPhoto", AccessDenied, WishErrors.WrongState, WishErrors.LeaseOver);
        people.MapPost("/clues/{id}/photos", UploadPhoto.Clue).Upload("UploadCluePhoto", AccessDenied, ClueErrors.WrongState);
        people.MapPost("/stations/{id}/photos", UploadPhoto.Station).Upload("UploadStationPhoto", AccessDenied);
        people.MapGet("/wishes/{id}/photos", ListPhotos.Handle).Read<Whole<PhotoView>>("ListPhotos", NotFound);
        people.MapGet("/clues/{id}/photos", ListPhotos.Clue).Read<Whole<PhotoView>>("ListCluePhotos", NotFound);
        people.MapGet("/stations/{id}/photos", ListPhotos.Station).Read<Whole<PhotoView>>("ListStationPhotos", NotFound);
        people.MapDelete("/photos/{id}", DeletePhoto.Handle).Removal("DeletePhoto", NotFound);

        var staff = app.Staff("Photos");
        staff.MapGet("/photos", ListPhotosToReview.Handle).Read<Page<PhotoView>>("ListPhotosToReview", NotFound);
        staff.MapPost("/stations/{id}/photos", UploadPhoto.ByStaff).Upload("UploadStationPhotoByStaff");
        staff.MapPost("/photos/{id}/show", ReviewPhoto.Show).Move<PhotoView>("ShowPhoto", NotFound, PhotoErrors.OwnCase, PhotoErrors.WrongState, PhotoErrors.StillChecking);
        staff.MapPost("/photos/{id}/hide", ReviewPhoto.Hide).Move<PhotoView>("HidePhoto", NotFound, PhotoErrors.OwnCase, PhotoErrors.WrongState);

        var open = app.Open("Photos");
        open.MapGet("/wishes/{id}/photos", ListPublicPhotos.Handle).Read<Whole<PublicPhotoView>>("ListPublicPhotos", NotFound);
        open.MapGet("/stations/{id}/photos", ListPublicPhotos.Station).Read<Whole<PublicPhotoView>>("ListPublicStationPhotos", NotFound);

        // Behind the links in the lists; programs take them as they are.
        app.MapGet("/photos/{name}", GetPhotoFile.Handle).WithName("GetPhotoFile").ExcludeFromDescription()
            .WithMetadata(new MayRefuse([PhotoErrors.LinkExpired])).AllowAnonymous().RequireRateLimiting(RateLimits.Open);
    }

    /// <summary>What every upload may refuse, beside what is particular to its subject.</summary>
    private static void Upload(this RouteHandlerBuilder route, string name, params IReadOnlyList<ErrorCode> refusals) => route
        .Creation<PhotoView>(name, [NotFound, Busy, PhotoErrors.Limit, PhotoErrors.TooLarge, PhotoErrors.Unreadable, PhotoErrors.TooManyPixels, PhotoErrors.UnknownHeif, .. refusals])
        .WithMetadata(new TakesFile(UploadPhoto.LargestFile, PhotoErrors.TooLarge));
}
