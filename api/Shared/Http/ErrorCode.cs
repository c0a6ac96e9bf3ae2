namespace LinYuan.Api.Shared.Http;

/// <summary>One entry of the error vocabulary: a code that stays for ever, its HTTP status and a Chinese sentence fit to show.</summary>
public sealed record ErrorCode(string Code, int Status, string Title);

/// <summary>
/// Thrown by an operation to refuse a request. Being an exception, it always rolls the transaction back; one place renders it.
/// </summary>
public sealed class Refusal(
    ErrorCode error, string? title = null, IReadOnlyDictionary<string, string[]>? fields = null, TimeSpan? retryAfter = null)
    : Exception(error.Code)
{
    public ErrorCode Error { get; } = error;

    /// <summary>A more precise sentence than the code's own, when there is one.</summary>
    public string Title { get; } = title ?? error.Title;

    public IReadOnlyDictionary<string, string[]>? Fields { get; } = fields;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>What has changed since the caller read what they decide on.</summary>
    public IReadOnlyList<FieldChange>? Changes { get; init; }

    public static Refusal Invalid(string field, string message) =>
        new(RequestErrors.Invalid, fields: new Dictionary<string, string[]> { [field] = [message] });
}

/// <summary>A field that no longer says what somebody read in it.</summary>
/// <param name="Label">What the field is called in Chinese.</param>
/// <param name="Was">Masked where it is personal; null when there was nothing, or when it is not shown at all.</param>
public sealed record FieldChange(string Field, string Label, string? Was, string? Is);
