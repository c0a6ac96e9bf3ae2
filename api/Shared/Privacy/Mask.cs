namespace LinYuan.Api.Shared.Privacy;

/// <summary>What of a person may be shown in a list: enough to recognise someone whom one knows, too little to find a stranger.</summary>
public static class Mask
{
    /// <summary>王小明 becomes 王*; the length is hidden too, since rare name lengths identify.</summary>
    public static string Name(string name) => name.Length == 0 ? "*" : char.IsHighSurrogate(name[0]) ? name[..2] + "*" : name[..1] + "*";

    /// <summary>13800001234 becomes 138****1234; anything shorter than 8 digits is hidden whole.</summary>
    public static string Phone(string phone) => phone.Length < 8 ? "****" : phone[..3] + "****" + phone[^4..];
}
