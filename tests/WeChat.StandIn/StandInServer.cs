namespace WeChat.StandIn;

/// <summary>
/// A small HTTP server that behaves as WeChat documents its server API. Several may run in one process, each with its own state.
/// </summary>
public sealed class StandInServer : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly PushSender _pushes;
    private readonly HttpClient _http = new();

    private StandInServer(WebApplication app, StandInState state, TimeProvider time)
    {
        _app = app;
        _pushes = new PushSender(state.Options, time);
        State = state;
    }

    /// <summary>Where it listens, with the port that it got.</summary>
    public Uri Address => new(_app.Urls.First());

    public StandInState State { get; }

    /// <param name="time">Judges tokens, activity and limits; only scripted delays and push time-outs run on real time.</param>
    public static async Task<StandInServer> Start(StandInOptions options, TimeProvider time)
    {
        var app = Build();
        var state = new StandInState(options, time);
        var server = new StandInServer(app, state, time);
        var dispatcher = new ApiDispatcher(state, time, app.Lifetime.ApplicationStopping);
        app.Use(dispatcher.RefuseChunked);
        foreach (var api in Api.All) app.Map(api.Path, http => dispatcher.Serve(http, api));
        ControlRoutes.Map(app, server);
        app.Urls.Add(options.Url);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <summary>
    /// Delivers every waiting push once and returns how it went. <paramref name="through"/> lets a test reach a callback that
    /// listens on no port; without it the push goes over the network.
    /// </summary>
    /// <exception cref="InvalidOperationException">No push address or token is set.</exception>
    public async Task<IReadOnlyList<PushDelivery>> FlushPushes(FlushRequest? request = null, HttpClient? through = null)
    {
        var flush = request ?? new FlushRequest();
        if (flush.Problem() is { } problem) throw new ArgumentException(problem, nameof(request));
        var address = State.PushAddress ?? throw new InvalidOperationException("PushAddress is not set.");
        if (State.Options.PushToken is null) throw new InvalidOperationException("PushToken is not set.");
        var deliveries = new List<PushDelivery>();
        foreach (var push in TakePushes())
        {
            for (var copy = 0; copy < flush.Copies; copy++)
                deliveries.Add(await _pushes.Deliver(push, flush, address, through ?? _http));
        }

        return deliveries;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(StopPatience, TimeProvider.System);
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private PendingPush[] TakePushes() => State.Locked(() =>
    {
        PendingPush[] taken = [.. State.Pushes];
        State.Pushes.Clear();
        return taken;
    });

    private static WebApplication Build()
    {
        // The empty builder reads no environment and no settings file, so one process can host many without them meeting.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, HostedLifetime>();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true);
        // A failed start is thrown to whoever called for it; logged as well it would be told twice.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        return builder.Build();
    }

    /// <summary>Leaves the process's signals alone: they belong to whoever started the server.</summary>
    private sealed class HostedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
