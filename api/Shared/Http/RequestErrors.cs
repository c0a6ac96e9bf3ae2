namespace LinYuan.Api.Shared.Http;

/// <summary>What any route may answer, whatever its area.</summary>
public static class RequestErrors
{
    public static readonly ErrorCode Invalid = new("request.invalid", 400, "提交的内容有误，请检查后再试");
    public static readonly ErrorCode TooLarge = new("request.too_large", 400, "提交的内容太长，请缩短后再试");
    public static readonly ErrorCode MethodNotAllowed = new("request.method_not_allowed", 405, "小程序出了点问题，请稍后再试（不支持的操作）");
    public static readonly ErrorCode WrongMediaType = new("request.media_type", 415, "小程序出了点问题，请稍后再试（内容须为 JSON）");
    public static readonly ErrorCode KeyRequired = new("idempotency.key_required", 400, "提交没有成功，请返回后再试一次（缺少有效的 Idempotency-Key）");
    public static readonly ErrorCode KeyReused = new("idempotency.key_reused", 422, "提交没有成功，请返回后再试一次（Idempotency-Key 已用于另一次提交）");
    public static readonly ErrorCode SessionRequired = new("session.required", 401, "请先登录");
    public static readonly ErrorCode SessionExpired = new("session.expired", 401, "登录已失效，请重新登录");
    public static readonly ErrorCode AccessDenied = new("access.denied", 403, "这项操作您现在还不能用，有需要请联系社区");
    public static readonly ErrorCode NotFound = new("resource.not_found", 404, "没有找到您要的内容");
    public static readonly ErrorCode CaseChanged = new("case.changed", 409, "内容刚刚有改动，请看过最新内容再决定");
    public static readonly ErrorCode RateLimited = new("rate.limited", 429, "操作太频繁了，请稍后再试");
    public static readonly ErrorCode Busy = new("service.busy", 503, "服务正忙，请稍后再试");
    public static readonly ErrorCode Failed = new("service.error", 500, "服务出了问题，我们已经记录，请稍后再试");

    /// <summary>Codes that the mechanisms give on any route, so that route lines need not repeat them.</summary>
    internal static readonly IReadOnlySet<string> Everywhere = new HashSet<string>(StringComparer.Ordinal)
    {
        Invalid.Code, TooLarge.Code, MethodNotAllowed.Code, WrongMediaType.Code, KeyRequired.Code, KeyReused.Code, SessionRequired.Code,
        SessionExpired.Code, AccessDenied.Code, NotFound.Code, RateLimited.Code, Busy.Code, Failed.Code,
    };
}
