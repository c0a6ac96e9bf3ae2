using FastEndpoints;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Http;

public static class OperationRegistration
{
    /// <summary>Finds the operations of this program.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) => services.AddFastEndpoints(discovery =>
    {
        discovery.DisableAutoDiscovery = true;
        discovery.Assemblies = [typeof(OperationRegistration).Assembly];
    });

    /// <summary>
    /// Maps every operation. Each is built once with all that it depends on, so that settings which are wrong must be said before, in
    /// their own words.
    /// </summary>
    public static void MapOperations(this WebApplication app)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.UseFastEndpoints(config =>
        {
            config.Endpoints.NameGenerator = operation => operation.EndpointType.Name;
            config.Endpoints.AllowEmptyRequestDtos = true;
            config.Binding.JsonExceptionTransformer = null;
        });
    }
}
