using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.WeChat;

public static class WeChatRegistration
{
    private static readonly string[] States = ["formal", "trial", "developer"];

    /// <summary>Registers <see cref="IWeChat"/>. It shares its token through Redis, so the read cache must be registered as well.</summary>
    public static IServiceCollection AddWeChat(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WeChatOptions>()
            .Bind(configuration.GetSection("WeChat"))
            .Validate(options => !string.IsNullOrWhiteSpace(options.AppId), "WeChat:AppId must be set.")
            .Validate(options => !string.IsNullOrWhiteSpace(options.Secret), "WeChat:Secret must be set.")
            .Validate(options => IsHttp(options.BaseAddress), "WeChat:BaseAddress must be an absolute http or https address.")
            .Validate(options => States.Contains(options.MiniProgramState), "WeChat:MiniProgramState must be formal, trial or developer.")
            .Validate(options => IsBounded(options.ConnectTimeout), "WeChat:ConnectTimeout must be above zero and at most five minutes.")
            .Validate(options => IsBounded(options.CallTimeout), "WeChat:CallTimeout must be above zero and at most five minutes.")
            .Validate(options => IsBounded(options.SendTimeout), "WeChat:SendTimeout must be above zero and at most five minutes.")
            .Validate(
                options => options.Templates.Values.All(id => !string.IsNullOrWhiteSpace(id)),
                "WeChat:Templates must give each name a template id.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<INameResolver, SystemNameResolver>();
        services.AddSingleton<AddressRace>();
        AddHttp(services);
        services.AddSingleton<WeChatLog>();
        services.AddSingleton<WeChatTransport>();
        services.AddSingleton<WeChatCalls>();
        services.AddSingleton<WeChatAccessToken>();
        services.AddSingleton<IWeChat, WeChatClient>();
        services.AddSingleton<SubscribeDelivery>();
        return services;
    }

    private static void AddHttp(IServiceCollection services) =>
        services.AddHttpClient(WeChatTransport.ClientName, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = 256 * 1024;
            })
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                ConnectTimeout = provider.GetRequiredService<IOptions<WeChatOptions>>().Value.ConnectTimeout,
                ConnectCallback = async (connection, cancel) =>
                    await provider.GetRequiredService<AddressRace>().Connect(connection.DnsEndPoint, cancel),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                // Shorter than a server keeps an idle connection: a send that meets one just being closed ends as uncertain.
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
                // A redirect would carry the secret or the token to another host.
                AllowAutoRedirect = false,
                UseCookies = false,
                // No span for these requests: its address would hold the secret or the token.
                ActivityHeadersPropagator = null,
            })
            // Connections renew themselves, so the one handler may live as long as the process.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // These log each address, and with it the secret or the token in its query.
            .RemoveAllLoggers();

    private static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    private static bool IsBounded(TimeSpan time) => time > TimeSpan.Zero && time <= TimeSpan.FromMinutes(5);
}
