using LinYuan.Api.Shared.Outbox;

namespace LinYuan.Api.Shared.Cases;

public enum Audience
{
    /// <summary>Whose case it is.</summary>
    Subject,

    /// <summary>One person whom the rule names.</summary>
    Person,

    /// <summary>Who helps with it.</summary>
    Helpers,

    /// <summary>The staff of an area; where nobody works, those above.</summary>
    Staff,

    /// <summary>Everyone who follows it, however many they are.</summary>
    Followers,
}

/// <summary>Whom a move concerns. Nobody hears of what they did themselves, and whose case it is hears only as that.</summary>
public sealed record Listener<TCase>(Audience Audience)
{
    /// <summary>From the case before and after the move: the person.</summary>
    public Func<TCase, TCase, long?> Person { get; init; } = (_, _) => null;

    /// <summary>The area whose staff it is for, and those above it in their order.</summary>
    public Func<TCase, IReadOnlyList<long>> Path { get; init; } = _ => [];
}

/// <summary>Of a move, who hears what.</summary>
/// <param name="To">Narrows an action that may end in several states.</param>
public sealed record NewsRule<TCase, TStatus, TAction>(TAction Action, Listener<TCase> Whom, string Kind, TStatus? To = null)
    where TStatus : struct, Enum
    where TAction : struct, Enum
{
    public bool IsOf(TAction action, TStatus to) =>
        EqualityComparer<TAction>.Default.Equals(Action, action) && (To is not { } only || EqualityComparer<TStatus>.Default.Equals(only, to));
}

/// <param name="Words">At most 20 characters, as WeChat shows no more.</param>
/// <param name="TrueIn">States in which this is still news; in all others it is not sent. Null: always.</param>
/// <param name="CanBeMuted">
/// Nobody has to do anything about it. What waits for an answer, or can be appealed until a day, is sent all the same, and so is
/// everything to those who work on it.
/// </param>
/// <param name="IsAlarm">Somebody has to act on it: of an urgent case it goes out at night too.</param>
public sealed record NewsWords<TStatus>(string Words, IReadOnlyList<TStatus>? TrueIn = null, bool CanBeMuted = false, bool IsAlarm = false)
    where TStatus : struct, Enum;

/// <summary>What the registration needs of the table, whatever its types.</summary>
public interface INewsTable
{
    IEnumerable<string> Kinds { get; }

    IEnumerable<string> KindsForFollowers { get; }
}

/// <summary>Who hears of which move of a kind, and in which words: the one place where that is decided.</summary>
/// <param name="Template">The name of the message template in the settings.</param>
/// <param name="Page">The page that a tap opens.</param>
public sealed record NewsTable<TCase, TStatus, TAction>(
    string Template, string Page, IReadOnlyList<NewsRule<TCase, TStatus, TAction>> Rules, IReadOnlyDictionary<string, NewsWords<TStatus>> Words)
    : INewsTable
    where TCase : class, ICase<TStatus>
    where TStatus : struct, Enum
    where TAction : struct, Enum
{
    /// <summary>Whether an alarm about this case may wake people.</summary>
    public Func<TCase, bool> IsUrgent { get; init; } = _ => false;

    public IEnumerable<string> Kinds => Words.Keys;

    public IEnumerable<string> KindsForFollowers =>
        Rules.Where(rule => rule.Whom.Audience == Audience.Followers).Select(rule => rule.Kind).Distinct(StringComparer.Ordinal);

    /// <summary>As in <see cref="OutboxMessage.AtAnyHour"/>.</summary>
    public bool IsForAnyHour(TCase one, string kind) => Words[kind].IsAlarm && IsUrgent(one);

    /// <summary>What a message of that kind says about the case now; null when it is no longer true.</summary>
    public NewsText? TextFor(TCase one, string kind, string title) => Words[kind] is var words && words.TrueIn?.Contains(one.Status) != false
        ? new NewsText(Template, $"{Page}?id={one.Id}", title, words.Words, words.CanBeMuted)
        : null;
}

/// <summary>A message as it is sent.</summary>
public sealed record NewsText(string Template, string Page, string Title, string Words, bool CanBeMuted);
