namespace LinYuan.Api.Shared.Privacy;

/// <summary>What of a person may be shown in a list: enough to recognise someone whom one knows, too little to find a stranger.</summary>
public static class Mask
{
    /// <summary>王小明 becomes 王*; the length is hidden too, since rare name lengths identify.</summary>
    public static string Name(string name) => name.Length == 0 ? "*" : char.IsHighSurrogate(name[0]) ? name[..2] + "*" : name[..1] + "*";

    /// <summary>
    /// 13800001234 becomes 138****1234, and +85251234567 becomes +852****4567; anything shorter than 8 digits is hidden whole, and of a short
    /// one from abroad four digits are hidden all the same.
    /// </summary>
    public static string Phone(string phone) => phone.Length < 8 ? "****"
        : phone[0] == '+' ? phone[..4] + "****" + phone[Math.Max(8, phone.Length - 4)..]
        : phone[..3] + "****" + phone[^4..];
}
