namespace LinYuan.Api.Shared.Versions;

/// <summary>One field of what is judged, in the words that whoever judges it may read.</summary>
/// <param name="Label">What the field is called in Chinese.</param>
/// <param name="Shown">Masked where it is personal; null where nothing of it is shown.</param>
/// <param name="Mark">A keyed digest of the whole value where it is not shown whole, so that a change is noticed all the same.</param>
public sealed record JudgedField(string Field, string Label, string? Shown, string? Mark = null);

/// <summary>A case as it stands before somebody who judges it.</summary>
/// <param name="Kind">A word of at most 12 letters.</param>
/// <param name="OwnerId">Whose words they are: they are shown to this person and erased with them.</param>
public sealed record JudgedCase(string Kind, long Id, long OwnerId, int Version, IReadOnlyList<JudgedField> Fields);

/// <summary>What a case said in an earlier version.</summary>
public sealed record KeptVersion(string Kind, long CaseId, int Version, DateTimeOffset At, IReadOnlyList<JudgedField> Fields);
