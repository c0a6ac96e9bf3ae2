using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using WeChat.StandIn;

namespace LinYuan.Tests.WeChatPush;

/// <summary>The modes of WeChat's push settings.</summary>
public enum PushMode
{
    Plain,
    Compatible,
    Safe,
}

/// <summary>One push written by hand, signed and encrypted as WeChat would unless a part is changed by <c>with</c>.</summary>
public sealed record HandMadePush(string Message)
{
    public PushMode Mode { get; init; } = PushMode.Plain;

    public string Token { get; init; } = PushLane.Token;

    public string AesKey { get; init; } = PushLane.AesKey;

    public string AppId { get; init; } = PushLane.AppId;

    public string Timestamp { get; init; } = "1772413200";

    public string Nonce { get; init; } = "415670741";

    /// <summary>What becomes of the encrypted text on its way, after it was signed.</summary>
    public Func<string, string> OnTheWay { get; init; } = encrypted => encrypted;

    /// <summary>What becomes of the address.</summary>
    public Func<string, string> Query { get; init; } = query => query;

    private bool IsXml => Message.StartsWith('<');

    public static HandMadePush Of(JsonObject message, PushMode mode = PushMode.Plain) => new(message.ToJsonString()) { Mode = mode };

    /// <summary>The same message as XML; a list is written as one element for each item.</summary>
    public static HandMadePush OfXml(JsonObject message, PushMode mode = PushMode.Plain) =>
        new(new XElement("xml", Elements(message)).ToString(SaveOptions.DisableFormatting)) { Mode = mode };

    /// <summary>An event about a person, with further fields as JSON: <c>"List":{…}</c>.</summary>
    public static JsonObject Event(string name, string openId, string fields = "", string createTime = "1772413200") => JsonNode.Parse(
        $$"""
        {"ToUserName":"gh_000000standin","FromUserName":"{{openId}}","CreateTime":{{createTime}},"MsgType":"event","Event":"{{name}}"{{(fields.Length > 0 ? "," + fields : "")}}}
        """)!.AsObject();

    public HttpRequestMessage Request()
    {
        var query = $"signature={PushEnvelope.Sign(Token, Timestamp, Nonce)}&timestamp={Timestamp}&nonce={Nonce}";
        var body = Message;
        if (Mode != PushMode.Plain)
        {
            var encrypted = PushEnvelope.Encrypt(Message, AppId, AesKey);
            query += $"&encrypt_type=aes&msg_signature={PushEnvelope.Sign(Token, Timestamp, Nonce, encrypted)}";
            body = Envelope(OnTheWay(encrypted));
        }
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(IsXml ? "text/xml" : "application/json");
        return new HttpRequestMessage(HttpMethod.Post, "/wechat/push?" + Query(query)) { Content = content };
    }

    /// <summary>In the compatible mode all fields stand beside the encrypted text; in the safe mode only the receiver does.</summary>
    private string Envelope(string encrypted)
    {
        if (IsXml)
        {
            var root = Mode == PushMode.Compatible ? XElement.Parse(Message) : new XElement("xml", new XElement("ToUserName", "gh_000000standin"));
            root.Add(new XElement("Encrypt", new XCData(encrypted)));
            return root.ToString(SaveOptions.DisableFormatting);
        }
        var json = Mode == PushMode.Compatible ? JsonNode.Parse(Message)!.AsObject() : new JsonObject { ["ToUserName"] = "gh_000000standin" };
        json["Encrypt"] = encrypted;
        return json.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static IEnumerable<XElement> Elements(JsonObject node) => node.SelectMany(field => field.Value is JsonArray list
        ? list.Select(item => Element(field.Key, item))
        : [Element(field.Key, field.Value)]);

    private static XElement Element(string name, JsonNode? value) =>
        value is JsonObject inner ? new XElement(name, Elements(inner)) : new XElement(name, new XCData(value?.ToString() ?? ""));
}
