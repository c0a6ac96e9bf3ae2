using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Shared.Cases;

/// <summary>What the kit needs of a kind whatever its types: the clock, the news, and a person's own data.</summary>
public interface ICaseKind
{
    /// <summary>As it stands in the tables of the kit; at most 12 letters.</summary>
    string Name { get; }

    /// <summary>Every column of this kind that holds something personal.</summary>
    IReadOnlyList<PersonalField> PersonalFields { get; }

    /// <summary>Cases for which the clock has something to do; one for which it has two things may stand here twice.</summary>
    Task<IReadOnlyList<long>> ListDue(DbSession session, DateTimeOffset now, int rows);

    Task<int> MoveDueOne(Tx tx, long id);

    /// <summary>What a message says now; null when it is no longer true.</summary>
    Task<NewsText?> TextOf(DbSession session, LeasedMessage message);

    /// <summary>Whom the case concerns, and who therefore hears nothing as a follower; null when it is not there.</summary>
    Task<IReadOnlyCollection<long>?> ConcernedBy(DbSession session, long id);

    Task<object> Export(DbSession session, long userId);

    /// <summary>The person deletes the account: what waits for them ends, or it is refused while somebody depends on them.</summary>
    Task Leave(Tx tx, long userId);
}

/// <summary>All that the kit must know of one kind; <see cref="CaseMoves"/> does the rest.</summary>
public interface ICaseKind<TCase, TStatus, TAction, TActor> : ICaseKind
    where TCase : class, ICase<TStatus>
    where TStatus : struct, Enum
    where TAction : struct, Enum
    where TActor : struct, Enum
{
    CaseKit Kit { get; }

    Lifecycle<TStatus, TAction, TActor> Table { get; }

    NewsTable<TCase, TStatus, TAction> News { get; }

    CaseRefusals Refusals { get; }

    /// <summary>The role of whose case it is.</summary>
    TActor Subject { get; }

    TActor Clock { get; }

    Task<TCase?> Find(DbSession session, long id);

    /// <summary>Holds the case until the transaction ends, so that two moves at once come one after the other.</summary>
    Task<TCase?> Lock(Tx tx, long id);

    /// <summary>The case as it is saved; null when it is no longer as it was before.</summary>
    Task<TCase?> Save(Tx tx, TCase before, TCase after);

    /// <summary>Every role in which the caller meets the case; where several fit, the first is the one in which a move is made.</summary>
    Task<IReadOnlyList<TActor>> RolesOf(DbSession session, TCase one, Caller caller);

    /// <summary>Whether it is there for somebody who only looks (null) or comes by the door of this action; else it is 404.</summary>
    Task<bool> CanSee(DbSession session, TCase one, IReadOnlyList<TActor> roles, Caller caller, TAction? action);

    /// <summary>What the place of the case is called in views. It may lend a connection of its own.</summary>
    Task<string> PlaceNameOf(TCase one) => Task.FromResult("");

    /// <summary>Whose case it is and who has it in hand: held before the case, so that nothing begins while they delete the account.</summary>
    IReadOnlyCollection<long> Concerned(TCase one) => [one.SubjectId];

    /// <summary>Checks what somebody wrote, outside the database; null where nobody has to.</summary>
    Func<Task>? CheckOf(Caller caller, TActor actor, string words) => null;

    /// <summary>Whether the action done again is the same thing again, and no other choice.</summary>
    bool IsRepeatable(TAction action) => false;

    /// <summary>The case after a move that needs nothing of a request; refuses what the table cannot say, such as a time that is over. No I/O.</summary>
    TCase Change(TCase before, Step<TAction, TActor> step);

    /// <summary>What a move brings about elsewhere, last in the transaction; gives the case as it is after all that.</summary>
    Task<TCase> Follow(Tx tx, TCase before, TCase after, Step<TAction, TActor> step) => Task.FromResult(after);

    /// <summary>What the clock does next with this case; null when nothing.</summary>
    Due<TAction>? DueOf(TCase one) => null;

    /// <summary>How a message names the case, without anything that anyone wrote.</summary>
    string TitleOf(TCase one);

    Task<int> ICaseKind.MoveDueOne(Tx tx, long id) => this.MoveDue(tx, id);

    async Task<IReadOnlyCollection<long>?> ICaseKind.ConcernedBy(DbSession session, long id) =>
        await Find(session, id) is { } one ? Concerned(one) : null;

    async Task<NewsText?> ICaseKind.TextOf(DbSession session, LeasedMessage message) =>
        await Find(session, message.SubjectId) is { } one ? News.TextFor(one, message.Kind, TitleOf(one)) : null;
}
