using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Shared.Cases;

/// <summary>Finds where a person is reached; null for someone who deleted the account. The area that knows people registers one.</summary>
public delegate Task<string?> FindOpenId(DbSession session, long userId);

/// <summary>
/// Tells whoever works at the first of these areas at which anybody does, and keeps it for whoever comes if nobody does anywhere. The
/// area that knows who works where registers one.
/// </summary>
/// <param name="told">Who has heard of it in other words; whoever hears it now is added.</param>
public delegate Task TellStaff(Tx tx, StaffMessage news, DateTimeOffset now, HashSet<long> told);

/// <summary>Something that the staff of an area should hear of.</summary>
/// <param name="Once">What makes it one piece of news: the same one is told to the same person once.</param>
/// <param name="Path">The area whose staff it is for, and those above it in their order.</param>
/// <param name="NotFor">People who may work there, but whom it does not concern.</param>
public sealed record StaffMessage(
    string Kind, long SubjectId, string Once, IReadOnlyList<long> Path, IReadOnlyCollection<long> NotFor, bool AtAnyHour);
