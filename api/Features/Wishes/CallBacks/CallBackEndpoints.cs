using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Wishes;

/// <summary>回访: staff ask some of the residents who never answered.</summary>
public static class CallBackEndpoints
{
    public static void AddCallBacks(this IServiceCollection services)
    {
        services.AddSingleton<CallBackStore>().AddSingleton<CallBackSample>().AddSingleton<RecordCallBack>();
        services.AddSingleton<IJob, LapseCallBacks>();
    }

    public static void MapCallBacks(this IEndpointRouteBuilder app)
    {
        var staff = app.Staff("Wishes");
        staff.MapGet("/call-backs", ListCallBacks.Handle).Read<Page<CallBackView>>("ListCallBacks", NotFound);
        staff.MapPost("/call-backs/{id}/contact-reveals", RecordCallBack.RevealContact).Creation<RevealContactResponse>(
            "RevealContactForCallBack", NotFound, WishErrors.OwnCase, CallBackOver, ContactLimit);
        staff.MapPost("/call-backs/{id}/record", RecordCallBack.Handle).Move<CallBackView>("RecordCallBack", NotFound, WishErrors.OwnCase, CallBackOver);
    }
}
