using LinYuan.Api.Shared.Cache;

namespace LinYuan.Api.Shared.Http;

/// <summary>Marks a public read whose finished answers are kept until one of its tables changes, or the minute is over.</summary>
/// <param name="Shelf">The name of the <see cref="AnswerShelf"/>.</param>
public sealed record KeptAnswer(string Shelf);

/// <summary>Answers that are made from the same tables: when one of these is written to, all of them are made anew.</summary>
/// <param name="Name">What <c>Keeps</c> of an operation names.</param>
/// <param name="Tables">Every table that a statement of those operations reads; a test holds that none is missing.</param>
public sealed record AnswerShelf(string Name, params IReadOnlyList<string> Tables);

/// <summary>An answer as it goes to the client.</summary>
/// <param name="ETag">With its quotes.</param>
internal sealed record FinishedAnswer(byte[] Body, string? ContentType, string ETag) : IWeighed
{
    /// <summary>In thousands of bytes.</summary>
    public int Weight => 1 + (Body.Length / 1000);
}
