using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using WeChat.StandIn;

namespace LinYuan.Tests.Harness;

/// <summary>The program itself, started as Program.cs starts it, listening on a free loopback port.</summary>
internal sealed class RunningApi(Lane lane, LaneSettings settings) : WebApplicationFactory<Program>
{
    private static readonly Lock Starting = new();
    private static readonly string TestKey = Convert.ToBase64String(Encoding.ASCII.GetBytes("a key for tests, never for data."));

    public Uri Listen()
    {
        UseKestrel();
        // One at a time: the framework's range checks of settings prepare themselves at their first use, and not safely for several
        // programs in one process. In life there is one.
        lock (Starting)
            StartServer();
        return new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (name, value) in Usual(lane).Concat(settings.Options))
            builder.UseSetting(name, value);
        // Of the production logging only the levels stay; what would be written is kept for tests to read.
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(lane.Logs));
        builder.ConfigureTestServices(services =>
        {
            services.RemoveAll<TimeProvider>();
            services.AddSingleton<TimeProvider>(lane.Clock);
            settings.Services?.Invoke(services);
        });
    }

    /// <summary>The settings of a lane's api, also for one that runs as a process of its own.</summary>
    internal static Dictionary<string, string> Usual(Lane lane)
    {
        var defaults = new StandInOptions();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:MySql"] = TestServers.On(lane.MySql, lane.Name),
            ["ConnectionStrings:Redis"] = lane.Redis,
            ["Redis:KeyPrefix"] = lane.Name + ":",
            ["Database:Connections"] = "10",
            ["Privacy:Keys"] = "test:" + TestKey,
            ["Photos:Directory"] = lane.PhotoFolder,
            ["WeChat:AppId"] = defaults.AppId,
            ["WeChat:Secret"] = defaults.Secret,
            ["WeChat:BaseAddress"] = lane.WeChat.Address.ToString(),
            ["Outbox:Enabled"] = "false",
            ["Jobs:Enabled"] = "false",
            ["Stop:Grace"] = "00:00:00",
            ["Http:StrictRefusals"] = "true",
            ["Http:PersonPerMinute"] = "1000000",
            ["Http:OpenPerMinute"] = "1000000",
            ["Http:SignInsPerMinute"] = "1000000",
            // Whether a wish is drawn for a call-back hangs on its id; tests of call-backs say which share they want.
            ["Wishes:CallBackShare"] = "0",
            // A lane's clock stands at any hour; tests of the night say which hours are quiet.
            ["QuietHours:From"] = "00:00",
            ["QuietHours:Until"] = "00:00",
            ["PublicBaseUrl"] = "https://linyuan.example",
            // A message's template id in tests is its name with this in front: StandIn.CreditsOf(openId, "template-wishApproved").
            ["WeChat:Templates:wishApproved"] = "template-wishApproved",
            ["WeChat:Templates:wishClaimed"] = "template-wishClaimed",
            ["WeChat:Templates:wishDelivered"] = "template-wishDelivered",
            ["WeChat:Templates:leaseEnding"] = "template-leaseEnding",
            ["WeChat:Templates:checkInCredited"] = "template-checkInCredited",
            ["WeChat:Templates:clueProgress"] = "template-clueProgress",
            ["WeChat:Templates:pointsNews"] = "template-pointsNews",
            ["WeChat:Templates:redemptionNews"] = "template-redemptionNews",
            ["WeChat:Templates:stationWorkOrder"] = "template-stationWorkOrder",
            ["WeChat:Templates:gridWorkerProgress"] = "template-gridWorkerProgress",
            ["WeChat:Templates:staffNews"] = "template-staffNews",
        };
    }
}
