using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Shared.Lifecycles;

/// <summary>One allowed move; <c>From</c> null means that the action makes the thing.</summary>
public sealed record Move<TStatus, TAction, TActor>(TStatus? From, TAction Action, TActor Who, TStatus To)
    where TStatus : struct, Enum
    where TAction : struct, Enum
    where TActor : struct, Enum;

/// <summary>
/// A life cycle as a table, without I/O. The guards of updates, the actions offered in views and the contract's states.md are all read
/// from it, so they cannot disagree.
/// </summary>
public sealed class Lifecycle<TStatus, TAction, TActor>(string name, IReadOnlyList<Move<TStatus, TAction, TActor>> moves) : IStateTable
    where TStatus : struct, Enum
    where TAction : struct, Enum
    where TActor : struct, Enum
{
    public IReadOnlyList<Move<TStatus, TAction, TActor>> Moves { get; } = moves;

    public string Name { get; } = name;

    public IEnumerable<(string From, string Action, string Who, string To)> Rows =>
        Moves.Select(move => (move.From?.Word() ?? "", move.Action.Word(), move.Who.Word(), move.To.Word()));

    /// <summary>Whether the actor may do this to a thing in that state.</summary>
    public bool Allows(TStatus from, TAction action, TActor who) => Moves.Any(move => Same(move.From, from) && Same(move.Action, action) && Same(move.Who, who));

    /// <summary>What any of these actors may do next, as words for <c>actions[]</c>.</summary>
    public IReadOnlyList<string> ActionsFor(TStatus status, params IReadOnlyCollection<TActor> actors) =>
        [.. Moves.Where(move => Same(move.From, status) && actors.Contains(move.Who)).Select(move => move.Action.Word()).Distinct()];

    private static bool Same<T>(T? left, T right)
        where T : struct, Enum => left is { } value && EqualityComparer<T>.Default.Equals(value, right);
}

/// <summary>A life cycle as the contract prints it.</summary>
public interface IStateTable
{
    string Name { get; }

    IEnumerable<(string From, string Action, string Who, string To)> Rows { get; }
}
