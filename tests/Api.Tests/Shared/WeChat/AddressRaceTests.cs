using System.Net;
using System.Net.Sockets;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LinYuan.Tests.Shared.WeChat;

/// <summary>WeChat's name has several addresses, and one that is dead must cost nobody a sign-in.</summary>
public sealed class AddressRaceTests
{
    private static readonly IPAddress Bad = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Good = IPAddress.Loopback;
    private readonly FakeClock clock = new();

    [Fact]
    public async Task An_address_that_refuses_is_passed_over_and_left_alone_for_a_while()
    {
        using var good = new TcpListener(Good, 0);
        good.Start();
        var (race, host) = (new AddressRace(new Addresses(Bad, Good), clock), new DnsEndPoint("wechat.example", PortOf(good)));
        (await Connected(race, host)).ShouldBe(Good);
        using var mended = new TcpListener(Bad, host.Port);
        mended.Start();
        (await Connected(race, host)).ShouldBe(Good);

        clock.Advance(TimeSpan.FromMinutes(1));

        (await Connected(race, host)).ShouldBe(Bad);
    }

    [Fact]
    public async Task An_address_that_swallows_everything_is_overtaken_and_left_alone_for_a_while()
    {
        using var good = new TcpListener(Good, 0);
        good.Start();
        using var swallowing = new Swallowing(PortOf(good));
        var (race, host) = (new AddressRace(new Addresses(Bad, Good), clock), new DnsEndPoint("wechat.example", PortOf(good)));

        (await Connected(race, host)).ShouldBe(Good);
        swallowing.Dispose();
        using var mended = new TcpListener(Bad, host.Port);
        mended.Start();

        (await Connected(race, host)).ShouldBe(Good);
    }

    [Fact]
    public async Task Without_an_address_that_answers_the_connection_fails()
    {
        var host = new DnsEndPoint("wechat.example", TestServers.FreePort());

        await Should.ThrowAsync<SocketException>(() => Connected(new AddressRace(new Addresses(Bad, Good), clock), host));
        await Should.ThrowAsync<SocketException>(() => Connected(new AddressRace(new Addresses(), clock), host));
    }

    [Fact]
    public async Task Nothing_is_waited_for_beyond_the_callers_limit()
    {
        var port = TestServers.FreePort();
        using var swallowing = new Swallowing(port);
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));

        await Should.ThrowAsync<OperationCanceledException>(
            () => new AddressRace(new Addresses(Bad), clock).Connect(new DnsEndPoint("wechat.example", port), limit.Token));
    }

    [Fact]
    public async Task A_sign_in_works_while_the_first_address_of_WeChat_is_dead()
    {
        await using var lane = await Lane.Start();
        using var swallowing = new Swallowing(lane.WeChat.Address.Port);
        await using var raced = await Lane.Start(new LaneSettings
        {
            ReplicaOf = lane,
            Options = new Dictionary<string, string>(StringComparer.Ordinal) { ["WeChat:BaseAddress"] = $"http://wechat.example:{lane.WeChat.Address.Port}" },
            Services = services => services.Replace(ServiceDescriptor.Singleton<INameResolver>(new Addresses(Bad, Good))),
        });

        (await raced.NewPerson()).Token.ShouldNotBeNull();
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task<IPAddress> Connected(AddressRace race, DnsEndPoint host)
    {
        await using var stream = (NetworkStream)await race.Connect(host, TestContext.Current.CancellationToken);
        return ((IPEndPoint)stream.Socket.RemoteEndPoint!).Address;
    }

    private sealed class Addresses(params IPAddress[] addresses) : INameResolver
    {
        public Task<IReadOnlyList<IPAddress>> Resolve(string host, CancellationToken cancel) => Task.FromResult<IReadOnlyList<IPAddress>>(addresses);
    }

    /// <summary>A port whose queue of connections is full, so that it answers nothing to one more.</summary>
    private sealed class Swallowing : IDisposable
    {
        private readonly List<Socket> sockets = [];

        public Swallowing(int port)
        {
            var listening = New();
            listening.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            listening.Bind(new IPEndPoint(Bad, port));
            listening.Listen(0);
            // One more than fits: the last one's wish to connect already stays without an answer.
            for (var client = 0; client < 3; client++)
                _ = New().ConnectAsync(new IPEndPoint(Bad, port));
        }

        public void Dispose()
        {
            sockets.ForEach(socket => socket.Dispose());
            sockets.Clear();
        }

        private Socket New()
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            return socket;
        }
    }
}
