using System.Text.Json.Nodes;
using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Features.WeChatPush.Envelopes;
using LinYuan.Api.Features.WeChatPush.Inbox;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Photos.Checks;

/// <summary>What WeChat pushes about a photo that it was asked to judge.</summary>
internal sealed class PhotoVerdicts(PhotoStore photos, PhotoSubjects subjects, OutboxStore outbox, IOptions<PhotoOptions> options, TimeProvider time)
{
    public const string Event = "wxa_media_check";
    private const string DownloadFailed = "-1008";
    private const string Success = "0";

    /// <summary>For so long a trace that nobody knows may be one that is not stored yet.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task Take(Tx tx, PushEvent push)
    {
        var now = time.Now();
        if (push.Text("trace_id") is not { Length: > 0 } traceId)
            return;
        if (await photos.FindByTrace(tx, traceId) is not { } photo)
        {
            // WeChat may be quicker than our own commit, so the inbox tries again. Later it is about a photo that is gone.
            if (now - push.SentAt < Patience)
                throw new InvalidOperationException("The verdict is about a photo that is not known yet.");
            return;
        }
        if (push.Text("errcode") == DownloadFailed)
            await TryAgain(tx, photo, now);
        else
            await photos.EndCheck(tx, photo.Id, await Reviewed(tx, photo, ActionFor(push)), now, push.SentAt);
    }

    private async Task<PhotoAction> Reviewed(Tx tx, Photo photo, PhotoAction verdict) =>
        verdict == PhotoAction.Pass && await subjects.Of(photo).AwaitsStaff(tx, photo) ? PhotoAction.Doubt : verdict;

    private async Task TryAgain(Tx tx, Photo photo, DateTimeOffset now)
    {
        if (photo.CheckTries + 1 >= options.Value.Downloads)
            await photos.EndCheck(tx, photo.Id, PhotoAction.Doubt, now);
        else if (await photos.CountFailedDownload(tx, photo.Id) > 0)
            await outbox.Add(tx, CheckPhoto.Message(photo.Id, photo.OwnerId, photo.CheckTries + 1), now);
    }

    /// <summary>Only a clear word counts; whatever this release does not know goes to people.</summary>
    private static PhotoAction ActionFor(PushEvent push)
    {
        if (push.Text("errcode") is { Length: > 0 } code && code != Success)
            return PhotoAction.Doubt;
        return push.Body["result"] is JsonObject result
            ? PushBody.Text(result, "suggest") switch
            {
                "pass" => PhotoAction.Pass,
                "risky" => PhotoAction.FindRisky,
                _ => PhotoAction.Doubt,
            }
            : PhotoAction.Doubt;
    }
}
