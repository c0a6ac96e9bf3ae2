using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Members.StaffPosts;

/// <summary>Who works for which area, as far as others depend on it.</summary>
public static class StaffPostsModule
{
    /// <summary>To be called before the profile is registered, with which the roles go.</summary>
    public static void AddStaffPosts(this IServiceCollection services)
    {
        services.AddSingleton<UnheardNewsStore>().AddSingleton<StaffNews>().AddSingleton<StaffDepartures>();
        services.AddSingleton<TellStaff>(provider => (tx, news, now, told) => provider.GetRequiredService<StaffNews>().Tell(
            tx, new NewsForStaff(news.Kind, news.SubjectId, news.Once, news.Path) { NotFor = news.NotFor, AtAnyHour = news.AtAnyHour }, now, told));
        services.AddSingleton<IJob, TellNewStaff>();
        services.AddSingleton(StaffDepartures.Post.Route());
        services.AddSingleton(new PersonalData(
            "staffRoles", StaffDepartures.Export, (provider, tx, userId) => provider.GetRequiredService<StaffDepartures>().Leave(tx, userId)));
    }
}
