using LinYuan.Api.Shared.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LinYuan.Api.Shared.Data;

public static class DataRegistration
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>()
            .BindConfiguration("Database")
            .Configure(options => options.ConnectionString = configuration.GetConnectionString("MySql") ?? "")
            .ValidateDataAnnotations()
            .Validate(options => IsReadable(options.ConnectionString), "ConnectionStrings:MySql cannot be read as a connection string")
            .ValidateOnStart();
        services.AddSingleton<ConnectionPool>();
        // A program that only fills tables knows no people, and nobody calls it.
        services.TryAddSingleton(new HoldPeople((_, _, _) => throw new InvalidOperationException("This program holds no people.")));
        services.TryAddSingleton(TablesChanged.Nobody);
        services.AddSingleton<Db>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<Startup>();
        services.AddHostedService(provider => provider.GetRequiredService<Startup>());
        return services;
    }

    private static bool IsReadable(string connectionString)
    {
        try
        {
            return new MySqlConnectionStringBuilder(connectionString).Server.Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
