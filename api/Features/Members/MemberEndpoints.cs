using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Members;

public static class MemberEndpoints
{
    public static IServiceCollection AddMembers(this IServiceCollection services)
    {
        services.AddOptions<SessionOptions>().BindConfiguration("Sessions").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<MemberStore>();
        services.AddSingleton<TextChecks>().AddSingleton<CheckHiddenText>();
        services.AddSingleton<IJob, SweepSessions>();
        services.AddStaff();
        services.AddSingleton(new PersonalData("profile", ExportMyData.Profile, DeleteMe.EraseProfile));
        services.AddSingleton<CallerStore>();
        services.AddSingleton<HoldPeople>(provider => provider.GetRequiredService<CallerStore>().Hold);
        services.AddSingleton<FindCaller>(FindCallerBy);
        services.AddSingleton<FindOpenId>(provider => provider.GetRequiredService<MemberStore>().FindOpenId);
        return services;
    }

    /// <summary>
    /// A caller is remembered for a moment, and dropped when the session ends. While this process hears of no drops, each call looks.
    /// </summary>
    private static FindCaller FindCallerBy(IServiceProvider services)
    {
        var (db, callers) = (services.GetRequiredService<Db>(), services.GetRequiredService<CallerStore>());
        var (cache, drops) = (services.GetRequiredService<ReadCache>(), services.GetRequiredService<RedisLink>());
        return (tokenHash, isOurs) =>
        {
            Task<Caller?> Look() => db.Read(session => callers.Find(session, tokenHash));
            return drops.IsUp ? cache.GetOrLoad(CacheKeys.Caller(tokenHash, isOurs), Look) : Look();
        };
    }

    public static void MapMembers(this IEndpointRouteBuilder app)
    {
        var people = app.People("Members");
        people.MapPost("/sessions", CreateSession.Handle).Change<SessionView>("CreateSession", 201, MemberErrors.TooManySignIns, WeChatRefusals.CodeInvalid, WeChatRefusals.Blocked, WeChatRefusals.Unavailable)
            .AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        people.MapDelete("/sessions/current", EndSession.Handle).Removal("EndSession");
        people.MapGet("/me", GetMe.Handle).Read<MeView>("GetMe");
        people.MapPatch("/me", ChangeMe.Handle).Change<MeView>("ChangeMe", 200, WeChatRefusals.RiskyContent);
        people.MapPost("/me/phone", BindPhone.Handle).Move<MeView>("BindPhone", WeChatRefusals.CodeInvalid, WeChatRefusals.Unavailable);
        people.MapGet("/me/data", ExportMyData.Handle).Read<Dictionary<string, object>>("ExportMyData");
        people.MapDelete("/me", DeleteMe.Handle).Removal("DeleteMe", MemberErrors.HasOpenCases, StaffErrors.LastOne);
    }
}
