using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Shared.Cases;

public static class CaseRegistration
{
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddSingleton<CaseEventStore>().AddSingleton<CasePeopleStore>().AddSingleton<CasePersonalStore>()
        .AddSingleton<CaseNews>().AddSingleton<CaseKit>();

    /// <summary>All of one kind: its life cycle, its clock, its news, and what it holds on a person.</summary>
    /// <param name="section">Under which a person finds these cases in the export of their data.</param>
    public static IServiceCollection AddCaseKind<TKind, TStatus, TAction, TActor>(
        this IServiceCollection services, string section, Lifecycle<TStatus, TAction, TActor> table, INewsTable news)
        where TKind : class, ICaseKind
        where TStatus : struct, Enum
        where TAction : struct, Enum
        where TActor : struct, Enum
    {
        services.AddSingleton<TKind>().AddSingleton<ICaseKind>(provider => provider.GetRequiredService<TKind>());
        services.AddLifecycle(table);
        services.AddSingleton<IJob>(provider => new MoveDueCases(provider.GetRequiredService<Db>(), provider.GetRequiredService<TKind>()));
        services.AddSingleton(new PersonalData(
            section,
            (provider, session, userId) => provider.GetRequiredService<TKind>().Export(session, userId),
            (provider, tx, userId) => provider.GetRequiredService<TKind>().Leave(tx, userId)));
        foreach (var kind in news.Kinds)
            services.AddSingleton(new OutboxRoute(kind, (provider, message, cancellation) =>
                provider.GetRequiredService<CaseNews>().Deliver(provider.GetRequiredService<TKind>(), message, cancellation)));
        foreach (var kind in news.KindsForFollowers)
            services.AddSingleton(OutboxSpread.Route(kind, (provider, message) =>
                provider.GetRequiredService<CaseNews>().Spread(provider.GetRequiredService<TKind>(), kind, message)));
        return services;
    }

    /// <summary>A life cycle for whoever guards a move by it, and for the contract.</summary>
    public static IServiceCollection AddLifecycle<TStatus, TAction, TActor>(this IServiceCollection services, Lifecycle<TStatus, TAction, TActor> table)
        where TStatus : struct, Enum
        where TAction : struct, Enum
        where TActor : struct, Enum => services.AddSingleton(table).AddSingleton<IStateTable>(table);
}
