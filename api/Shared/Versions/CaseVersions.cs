using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Shared.Versions;

/// <summary>
/// Lets a decision be made only on what whoever decides has read: it names the version, and when the case has been changed since, it is
/// refused with what has changed. To be called with the case locked, so that nothing changes between the question and the decision.
/// </summary>
public sealed class CaseVersions(CaseVersionStore store, FieldCipher cipher)
{
    /// <summary>Of a case whose version was never named: the only one that somebody who knows of no other can have read.</summary>
    public const int First = 1;

    private const int Most = 5;

    /// <param name="version">The version that the decision was made on.</param>
    /// <param name="current">The case as it is now, asked for only when it has changed.</param>
    public async Task Require(Tx tx, int version, int currentVersion, Func<Task<JudgedCase>> current)
    {
        if (version == currentVersion)
            return;
        var now = await current();
        var before = await store.Find(tx, now.Kind, now.Id, version);
        IReadOnlyList<FieldChange> changes = before is null ? [] : Between(before.Fields, now.Fields);
        var sentence = changes.Count == 0 ? null : $"{string.Join('、', changes.Select(change => change.Label))}刚刚改过，请看过最新内容再决定";
        throw new Refusal(RequestErrors.CaseChanged, sentence) { Changes = changes };
    }

    /// <summary>To be called before a case is changed, with what it still says.</summary>
    public Task Keep(Tx tx, JudgedCase before, DateTimeOffset now) => store.Keep(tx, before, Most, now);

    /// <summary>The review is over: nobody has to be told what the case said before.</summary>
    public Task Forget(Tx tx, string kind, long caseId) => store.Forget(tx, kind, caseId);

    /// <summary>A field of which the whole is not shown, or nothing.</summary>
    public JudgedField Hidden(string field, string label, string? shown, string? value) =>
        new(field, label, shown, value is null ? null : Convert.ToBase64String(cipher.LookupHash($"version.{field}", value)));

    /// <summary>No I/O.</summary>
    public static IReadOnlyList<FieldChange> Between(IReadOnlyList<JudgedField> before, IReadOnlyList<JudgedField> now)
    {
        var fields = before.Concat(now).Select(field => field.Field).Distinct(StringComparer.Ordinal);
        return
        [
            .. from field in fields
               let was = before.FirstOrDefault(entry => entry.Field == field)
               let becomes = now.FirstOrDefault(entry => entry.Field == field)
               where was?.Shown != becomes?.Shown || was?.Mark != becomes?.Mark
               select new FieldChange(field, (becomes ?? was)!.Label, was?.Shown, becomes?.Shown),
        ];
    }
}
