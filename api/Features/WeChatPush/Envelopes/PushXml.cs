using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace LinYuan.Api.Features.WeChatPush.Envelopes;

/// <summary>
/// Reads WeChat's XML, into which it puts what people typed as it stands: control characters that XML forbids, and the end mark of a text
/// section in the middle of one.
/// </summary>
internal static class PushXml
{
    private const string Open = "<![CDATA[";
    private const string Close = "]]>";

    // WeChat's own messages have four levels; a bound keeps the reader below off the end of the stack.
    private const int Deepest = 16;

    // No DTD, and with it no entity that grows and no file or address that is fetched.
    private static readonly XmlReaderSettings Settings =
        new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, CheckCharacters = false };

    /// <exception cref="XmlException">It cannot be read, has a DTD or is nested too deep.</exception>
    public static JsonObject? Read(string text)
    {
        var allowed = WithoutForbidden(text);
        try
        {
            return ReadStrictly(allowed);
        }
        catch (XmlException) when (allowed.Contains(Open, StringComparison.Ordinal))
        {
            return ReadStrictly(WithoutSections(allowed));
        }
    }

    private static JsonObject? ReadStrictly(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Settings);
        return Of(XDocument.Load(reader).Root!, Deepest) as JsonObject;
    }

    private static string WithoutForbidden(string text) =>
        text.All(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter))
            ? text
            : string.Concat(text.Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter)));

    /// <summary>Each text section as escaped text. It ends where its element ends; an end mark before that belongs to the text.</summary>
    private static string WithoutSections(string text)
    {
        var plain = new StringBuilder(text.Length);
        var at = 0;
        for (var open = Next(at); open >= 0; open = Next(at))
        {
            var start = open + Open.Length;
            var end = text.IndexOf($"{Close}</{NameBefore(text, open)}>", start, StringComparison.Ordinal);
            if (end < 0)
                throw new XmlException("A text section does not end.");
            plain.Append(text, at, open - at).Append(SecurityElement.Escape(text[start..end]));
            at = end + Close.Length;
        }
        return plain.Append(text, at, text.Length - at).ToString();

        int Next(int from) => text.IndexOf(Open, from, StringComparison.Ordinal);
    }

    /// <summary>Of the element whose text begins there.</summary>
    private static string NameBefore(string text, int open)
    {
        var tag = open < 2 || text[open - 1] != '>' ? -1 : text.LastIndexOf('<', open - 2);
        return tag < 0 ? throw new XmlException("A text section stands alone.") : text[(tag + 1)..(open - 1)];
    }

    private static JsonNode? Of(XElement element, int deeper)
    {
        if (!element.HasElements)
            return JsonValue.Create(element.Value);
        if (deeper == 0)
            throw new XmlException("Nested too deep.");
        var fields = new JsonObject();
        // An element that occurs several times is a list; one that occurs once may be a list of one, which whoever reads it must allow for.
        foreach (var named in element.Elements().GroupBy(child => child.Name.LocalName, child => Of(child, deeper - 1), StringComparer.Ordinal))
            fields[named.Key] = named.Count() == 1 ? named.First() : new JsonArray([.. named]);
        return fields;
    }
}
