using System.Text.Json;
using System.Text.Json.Serialization;

namespace LinYuan.Api.Shared.WeChat;

/// <summary>What every reply may carry. A missing errcode means success, as 0 does.</summary>
public record WeChatReply
{
    [JsonPropertyName("errcode")]
    public int? ErrCode { get; init; }

    [JsonPropertyName("errmsg")]
    public string? ErrMsg { get; init; }

    /// <summary>Whether a success holds what the call was made for.</summary>
    [JsonIgnore]
    public virtual bool IsComplete => true;
}

/// <summary>The session key is not read: nothing here needs it, and what is not held cannot leak.</summary>
public sealed record LoginReply : WeChatReply
{
    [JsonPropertyName("openid")]
    public string? OpenId { get; init; }

    [JsonPropertyName("unionid")]
    public string? UnionId { get; init; }

    public override bool IsComplete => !string.IsNullOrEmpty(OpenId);
}

public sealed record TokenReply : WeChatReply
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>In seconds.</summary>
    [JsonPropertyName("expires_in")]
    public int ExpiresIn { get; init; }

    public override bool IsComplete => !string.IsNullOrEmpty(AccessToken);
}

public sealed record PhoneReply : WeChatReply
{
    [JsonPropertyName("phone_info")]
    public PhoneInfo? Info { get; init; }

    public override bool IsComplete => !string.IsNullOrEmpty(Info?.PurePhoneNumber);

    public sealed record PhoneInfo
    {
        [JsonPropertyName("purePhoneNumber")]
        public string? PurePhoneNumber { get; init; }

        /// <summary>WeChat documents a string and sends a number.</summary>
        [JsonPropertyName("countryCode")]
        public JsonElement CountryCode { get; init; }

        [JsonPropertyName("watermark")]
        public Watermark? Watermark { get; init; }
    }

    public sealed record Watermark
    {
        [JsonPropertyName("appid")]
        public string? AppId { get; init; }
    }
}

public sealed record TextReply : WeChatReply
{
    [JsonPropertyName("result")]
    public TextResult? Result { get; init; }

    public sealed record TextResult
    {
        [JsonPropertyName("suggest")]
        public string? Suggest { get; init; }
    }
}

/// <summary>The verdict is pushed later and found by this id.</summary>
public sealed record MediaReply : WeChatReply
{
    private const int LongestId = 64;

    [JsonPropertyName("trace_id")]
    public string? TraceId { get; init; }

    public override bool IsComplete => TraceId is { Length: > 0 and <= LongestId } && TraceId.All(char.IsAscii);
}

/// <summary>Not JSON: a success is the picture itself, and only a refusal is a reply as everywhere else.</summary>
public sealed record PictureReply : WeChatReply
{
    [JsonIgnore]
    public byte[] Bytes { get; init; } = [];

    public override bool IsComplete => IsPicture(Bytes);

    /// <summary>The first bytes of a JPEG or of a PNG.</summary>
    public static bool IsPicture(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xD8, 0xFF, ..] or [0x89, 0x50, 0x4E, 0x47, ..];
}
