using LinYuan.Api.Features.Photos.Checks;
using LinYuan.Api.Features.WeChatPush.Inbox;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Tests.Wishes;
using Microsoft.Extensions.DependencyInjection;
using WeChat.StandIn;

namespace LinYuan.Tests.Photos;

/// <summary>A lane whose WeChat judges photos and pushes what it thinks.</summary>
public sealed class PhotoLane : IAsyncLifetime
{
    private const string Token = "tokenOfTheTests";
    private const string AesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private Lane? lane;

    public Lane Lane => lane ?? throw new InvalidOperationException("The class has not started.");

    public async ValueTask InitializeAsync()
    {
        lane = await Lane.Start(new LaneSettings
        {
            WeChat = new StandInOptions { PushToken = Token, EncodingAesKey = AesKey },
            Options = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["WeChat:PushToken"] = Token,
                ["WeChat:EncodingAesKey"] = AesKey,
                ["WeChat:EncryptedPushOnly"] = "true",
            },
        });
        lane.StandIn.PushAddress = new Uri(lane.Http.BaseAddress!, "/wechat/push");
    }

    public async ValueTask DisposeAsync()
    {
        if (lane is not null)
            await lane.DisposeAsync();
    }

    /// <summary>A wish in that state with one photo of its author's, not judged yet; the photo's id.</summary>
    internal async Task<(WishStory Story, string PhotoId)> WithPhoto(string status = "open")
    {
        Lane.StandIn.ClearFaults();
        // What an earlier test left is judged with it, so that WeChat's next push is about the photo of this one.
        await Ask();
        await Judge();
        var story = await WishStory.In(Lane, status);
        return (story, (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBe(201).Id);
    }

    /// <summary>Lets the outbox ask WeChat.</summary>
    public Task Ask() => Lane.DeliverOutbox();

    /// <summary>WeChat pushes its verdicts, three times each as it may, and the inbox is worked through.</summary>
    public async Task Judge(FlushRequest? verdict = null)
    {
        await Push(verdict);
        await Process();
    }

    public async Task Push(FlushRequest? verdict = null)
    {
        var deliveries = await Lane.WeChat.FlushPushes((verdict ?? new FlushRequest()) with { Copies = 3 });
        deliveries.ShouldAllBe(delivery => delivery.Delivered && delivery.Reply == "success");
    }

    public Task Process() => ActivatorUtilities.CreateInstance<ProcessPushEvents>(Lane.Services).Run(Lane.Clock.Now, CancellationToken.None);

    public Task EndChecks() => RunJob<EndPhotoChecks>(Lane);

    public async Task<string?> StatusOf(string photoId) =>
        await Lane.Sql.Value<string>("SELECT status FROM photos WHERE id = @photoId", new { photoId });

    /// <summary>Runs one job whether or not its turn has come.</summary>
    internal static Task<int> RunJob<T>(Lane lane)
        where T : IJob => lane.Services.GetServices<IJob>().OfType<T>().Single().Run(lane.Clock.Now, CancellationToken.None);
}
