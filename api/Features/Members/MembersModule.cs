using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Members.SignIn;
using LinYuan.Api.Features.Members.StaffPosts;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Members;

public static class MembersModule
{
    public static IServiceCollection AddMembers(this IServiceCollection services)
    {
        services.AddOptions<Core.SessionOptions>().BindConfiguration("Sessions").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<MemberStore>();
        services.AddSingleton<TextChecks>().AddSingleton<CheckHiddenText>();
        services.AddSingleton<SignIns>().AddSingleton<IJob, SweepSessions>();
        services.AddStaffPosts();
        services.AddSingleton(new PersonalData("profile", ExportProfile, EraseProfile));
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

    private static async Task<object> ExportProfile(IServiceProvider services, DbSession session, long userId) =>
        await services.GetRequiredService<MemberStore>().FindProfile(session, userId) is { } profile
            ? new { profile.OpenId, profile.Nickname, profile.Phone, profile.CreatedAt }
            : new object();

    private static Task EraseProfile(IServiceProvider services, Tx tx, long userId) =>
        services.GetRequiredService<MemberStore>().Erase(tx, userId, services.GetRequiredService<TimeProvider>().Now());
}
