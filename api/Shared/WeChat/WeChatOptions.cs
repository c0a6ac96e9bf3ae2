namespace LinYuan.Api.Shared.WeChat;

/// <summary>The section <c>WeChat</c>.</summary>
public sealed record WeChatOptions
{
    public string AppId { get; set; } = "";

    public string Secret { get; set; } = "";

    /// <summary>Also a regional host, the disaster host or a stand-in. A name, never an address: WeChat's addresses change.</summary>
    public string BaseAddress { get; set; } = "https://api.weixin.qq.com";

    /// <summary>Which version a message opens: <c>formal</c>, <c>trial</c> or <c>developer</c>.</summary>
    public string MiniProgramState { get; set; } = "formal";

    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>For login, phone number, text and media check and token, all tries together: somebody waits for these.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For one subscribe message.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Our name of a message, such as <c>wishApproved</c>, to the id of its template.</summary>
    public Dictionary<string, string> Templates { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The files by which WeChat sees that an address is ours: name without <c>.txt</c> to content. It asks for one in the last folder of
    /// each address that is to open the mini program when its code is scanned.
    /// </summary>
    public Dictionary<string, string> CheckFiles { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}
