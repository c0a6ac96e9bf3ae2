using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Shared.Cases;

/// <summary>A thing that people move from state to state.</summary>
public interface ICase<out TStatus>
{
    long Id { get; }

    TStatus Status { get; }

    /// <summary>Whose case it is; this person moves it in no other role.</summary>
    long SubjectId { get; }

    /// <summary>Counts the changes; a save is of the version that was read.</summary>
    int Version { get; }
}

/// <summary>A move that somebody asks for, in their own words.</summary>
public sealed record WantedMove<TCase, TAction>(long Id, TAction Action, string? Words = null)
{
    /// <summary>What the request changes, where the kind cannot know it by itself.</summary>
    public Func<TCase, DateTimeOffset, TCase>? Change { get; init; }

    /// <summary>The same, where more has to be read or written under the lock of the case.</summary>
    public Func<Tx, TCase, DateTimeOffset, Task<TCase>>? ChangeIn { get; init; }

    /// <summary>Work outside the database that may refuse, such as WeChat's text check; done only for those who may make the move.</summary>
    public Func<Task>? Check { get; init; }

    /// <summary>Further people for whom the move begins or ends something: their rows are held before the case.</summary>
    public IReadOnlyCollection<long> Holds { get; init; } = [];
}

/// <summary>One move as it is made: what, in which role, by whom (null for the clock), when, and in which words.</summary>
public sealed record Step<TAction, TActor>(TAction Action, TActor Actor, long? ById, DateTimeOffset Now, string? Words = null);

/// <summary>What the clock does with a case, and when.</summary>
public sealed record Due<TAction>(TAction Action, DateTimeOffset At);

/// <summary>A case as one caller meets it.</summary>
/// <param name="PlaceName">What the place of the case is called; asked for before the transaction begins.</param>
public sealed record Seen<TCase, TActor>(TCase Case, IReadOnlyList<TActor> Roles, string PlaceName, DateTimeOffset Now);

/// <summary>What somebody hears whose move is refused.</summary>
/// <param name="AlreadyDone">They made this very move themselves, and it was the last: a tap whose answer was lost is made again.</param>
public sealed record CaseRefusals(ErrorCode WrongState, ErrorCode OwnCase, ErrorCode AlreadyDone);
