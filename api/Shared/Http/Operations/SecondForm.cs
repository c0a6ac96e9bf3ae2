namespace LinYuan.Api.Shared.Http;

/// <summary>Marks an operation that answers in a second media type to whoever accepts that rather.</summary>
public sealed record SecondForm(string MediaType);
