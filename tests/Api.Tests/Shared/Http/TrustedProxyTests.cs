using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Shared.Http;

/// <summary>Whose limit a request counts to, behind proxies. The tests' own address is 127.0.0.1, which is trusted unless a setting says otherwise.</summary>
public sealed class TrustedProxyTests
{
    [Fact]
    public async Task Behind_a_trusted_proxy_everyone_has_a_limit_of_their_own()
    {
        await using var lane = await Limited(null);

        (await Asks(lane, "203.0.113.5")).ShouldBe([200, 200, 200, 429]);
        (await Asks(lane, "203.0.113.6")).ShouldBe([200, 200, 200, 429]);
        // What a client writes itself stands before what the proxy adds, and is not believed.
        (await Asks(lane, "203.0.113.77, 203.0.113.5")).ShouldBe([429, 429, 429, 429]);
    }

    [Fact]
    public async Task Whoever_is_not_trusted_cannot_choose_an_address()
    {
        await using var lane = await Limited("198.51.100.0/24, 2001:db8::1");

        (await Asks(lane, "203.0.113.5")).ShouldBe([200, 200, 200, 429]);
        (await Asks(lane, "203.0.113.6")).ShouldBe([429, 429, 429, 429]);
    }

    [Fact]
    public async Task Several_proxies_are_passed_as_long_as_each_is_trusted()
    {
        await using var lane = await Limited("127.0.0.1,10.0.0.0/8");

        (await Asks(lane, "203.0.113.5, 10.1.1.1, 10.2.2.2")).ShouldBe([200, 200, 200, 429]);
        (await Asks(lane, "203.0.113.6, 10.3.3.3")).ShouldBe([200, 200, 200, 429]);
        (await Asks(lane, "203.0.113.7, 192.0.2.1, 10.3.3.3")).ShouldBe([200, 200, 200, 429]);
        (await Asks(lane, "203.0.113.8, 192.0.2.1, 10.3.3.3")).ShouldBe([429, 429, 429, 429]);
    }

    [Fact]
    public async Task Addresses_of_one_IPv6_network_share_a_limit()
    {
        await using var lane = await Limited(null);

        (await Asks(lane, "2001:db8:1:2::1")).ShouldBe([200, 200, 200, 429]);
        (await Asks(lane, "2001:db8:1:2:ffff::9")).ShouldBe([429, 429, 429, 429]);
        (await Asks(lane, "2001:db8:1:3::1")).ShouldBe([200, 200, 200, 429]);
    }

    [Theory]
    [InlineData("10.0.0.7", true)]
    [InlineData("10.0.0.0/8, ::1,2001:db8::/32", true)]
    [InlineData("proxy.example", false)]
    [InlineData("10.0.0.0/40", false)]
    [InlineData("10.0.0.7 10.0.0.8", false)]
    public void What_is_no_address_and_no_network_is_named_before_the_start(string setting, bool isFit)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Http:TrustedProxies", setting)]).Build();
        using var services = new ServiceCollection().AddTrustedProxies(configuration).BuildServiceProvider();

        if (isFit)
            services.GetRequiredService<IStartupValidator>().Validate();
        else
            Should.Throw<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate).Message.ShouldContain("Http:TrustedProxies");
    }

    private static Task<Lane> Limited(string? proxies)
    {
        var options = new Dictionary<string, string> { ["Http:OpenPerMinute"] = "3" };
        if (proxies is not null)
            options["Http:TrustedProxies"] = proxies;
        return Lane.Start(new LaneSettings { Options = options });
    }

    private static async Task<IReadOnlyList<int>> Asks(Lane lane, string forwardedFor)
    {
        List<int> answers = [];
        for (var number = 0; number < 4; number++)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/open/v1/units");
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
            answers.Add((await lane.Anyone.Send(request)).Status);
        }
        return answers;
    }
}
