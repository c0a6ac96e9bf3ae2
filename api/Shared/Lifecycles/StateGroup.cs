using System.Collections;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Shared.Lifecycles;

/// <summary>
/// States that mean the same to somebody, such as "has ended" or "is in somebody's hands". A group is defined once, beside the life
/// cycle, and code and SQL both read it from there.
/// </summary>
public sealed class StateGroup<TStatus>(params IReadOnlyList<TStatus> states) : IReadOnlyList<TStatus>
    where TStatus : struct, Enum
{
    public int Count => states.Count;

    /// <summary>The group as a list of SQL, for <c>status IN {Group.Sql}</c>. The words are those of an enum, so they may stand in a text.</summary>
    public string Sql { get; } = $"({string.Join(", ", states.Select(state => $"'{state.Word()}'"))})";

    public TStatus this[int index] => states[index];

    public bool Has(TStatus status) => states.Contains(status);

    public IEnumerator<TStatus> GetEnumerator() => states.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
