using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Members.Core;

/// <summary>What WeChat said of a text, or that it could not be asked.</summary>
public enum TextCheck
{
    Passed,

    /// <summary>WeChat wants a person to look; so do we.</summary>
    Review,

    /// <summary>WeChat was away, out of quota or without permission, or the author was not active lately; the reviewer is told that nobody has checked it.</summary>
    Unchecked,
}

/// <summary>
/// WeChat's text check in the author's name, made before the transaction. Risky text is refused. When WeChat cannot be asked, the text
/// is kept and marked: nothing that somebody does must fail because WeChat is away, and staff read it before anyone else does.
/// </summary>
public sealed class TextChecks(IWeChat wechat, Db db, MemberStore members)
{
    public async Task<TextCheck> Require(long authorId, TextScene scene, string content, string? title = null)
    {
        if (await db.Read(session => members.FindOpenId(session, authorId)) is not { } openId)
            return TextCheck.Unchecked;
        try
        {
            return await wechat.CheckText(new TextToCheck(openId, scene, content, title), CancellationToken.None) switch
            {
                TextVerdict.Pass => TextCheck.Passed,
                TextVerdict.Review => TextCheck.Review,
                TextVerdict.Risky => throw new Refusal(WeChatRefusals.RiskyContent),
                _ => TextCheck.Unchecked,
            };
        }
        catch (WeChatException)
        {
            return TextCheck.Unchecked;
        }
    }

    /// <summary>For text that staff answer for: refused only if WeChat says that it is risky. No text passes.</summary>
    public Task RequireNotRisky(long authorId, TextScene scene, string content) =>
        content.Length == 0 ? Task.CompletedTask : Require(authorId, scene, content);

    /// <summary>
    /// For text that others read without a review in between: what did not pass is to be hidden from them, see <see cref="HiddenText"/>.
    /// Null when there is no text.
    /// </summary>
    public async Task<TextCheck?> Judge(long authorId, TextScene scene, string? content) =>
        string.IsNullOrWhiteSpace(content) ? null : await Require(authorId, scene, content);
}
