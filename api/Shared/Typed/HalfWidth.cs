namespace LinYuan.Api.Shared.Typed;

/// <summary>
/// Letters of a Chinese keyboard as a Latin one gives them. By hand, like all reading of what people type: the process runs without the
/// culture data that Unicode's own normalisation would need.
/// </summary>
public static class HalfWidth
{
    public static char Of(char letter) => letter switch
    {
        >= '！' and <= '～' => (char)(letter - '！' + '!'),
        '　' => ' ',
        '￥' => '¥',
        _ => letter,
    };
}
