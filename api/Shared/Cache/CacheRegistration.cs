using Microsoft.Extensions.DependencyInjection.Extensions;
using StackExchange.Redis;

namespace LinYuan.Api.Shared.Cache;

public static class CacheRegistration
{
    /// <summary>Registers <see cref="ReadCache"/> and the <see cref="RedisLink"/> under it.</summary>
    public static IServiceCollection AddReadCache(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RedisOptions>()
            .Bind(configuration.GetSection("Redis"))
            .Configure(options => options.ConnectionString = configuration.GetConnectionString("Redis") ?? "")
            .Validate(
                options => !string.IsNullOrWhiteSpace(options.ConnectionString),
                "ConnectionStrings:Redis must be set, for example 127.0.0.1:6379.")
            .Validate(options => CanParse(options.ConnectionString), "ConnectionStrings:Redis is not a Redis connection string.")
            .Validate(options => !string.IsNullOrWhiteSpace(options.KeyPrefix), "Redis:KeyPrefix must not be empty.")
            .Validate(options => options.OperationTimeout > TimeSpan.Zero, "Redis:OperationTimeout must be longer than zero.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RedisLink>();
        services.AddSingleton<ReadCache>();
        return services;
    }

    private static bool CanParse(string connectionString)
    {
        try
        {
            return string.IsNullOrWhiteSpace(connectionString) || ConfigurationOptions.Parse(connectionString).EndPoints.Count > 0;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
