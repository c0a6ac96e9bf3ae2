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

    /// <summary>Whether the actor may do this to a thing in some state.</summary>
    public bool Knows(TAction action, TActor who) => Moves.Any(move => Same(move.Action, action) && Same(move.Who, who));

    /// <summary>Whether there is a row for exactly this move; from null for what makes the thing.</summary>
    public bool Leads(TStatus? from, TAction action, TActor who, TStatus to) => Moves.Any(move =>
        EqualityComparer<TStatus?>.Default.Equals(move.From, from) && Same(move.Action, action) && Same(move.Who, who) && Same(move.To, to));

    /// <summary>What any of these actors may do next, as words for <c>actions[]</c>.</summary>
    public IReadOnlyList<string> ActionsFor(TStatus status, params IReadOnlyCollection<TActor> actors) =>
        [.. Moves.Where(move => Same(move.From, status) && actors.Contains(move.Who)).Select(move => move.Action.Word()).Distinct()];

    /// <summary>The same without what is not offered now, such as what has been done once and may not be done again.</summary>
    public IReadOnlyList<string> ActionsFor(TStatus status, IReadOnlyCollection<TActor> actors, Func<TAction, bool> offers) =>
    [
        .. Moves.Where(move => Same(move.From, status) && actors.Contains(move.Who)).Select(move => move.Action).Distinct()
            .Where(offers).Select(action => action.Word()),
    ];

    private static bool Same<T>(T? left, T right)
        where T : struct, Enum => left is { } value && EqualityComparer<T>.Default.Equals(value, right);
}

/// <summary>A life cycle as the contract prints it.</summary>
public interface IStateTable
{
    string Name { get; }

    IEnumerable<(string From, string Action, string Who, string To)> Rows { get; }
}
