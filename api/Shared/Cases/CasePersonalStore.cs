using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Shared.Cases;

/// <summary>A column that holds something personal.</summary>
/// <param name="Purpose">For what it is encrypted.</param>
/// <param name="Of">The column of the same table that says whose it is and with whose account it is erased; null for what belongs to the case and stays.</param>
public sealed record PersonalField(string Table, string Column, string Purpose, string? Of = null);

/// <summary>Erases what kinds have declared to be somebody's.</summary>
public sealed class CasePersonalStore
{
    /// <summary>One statement for each table and owner. The version counts, so that nobody saves what they read before.</summary>
    public async Task Erase(Tx tx, ICaseKind kind, long userId)
    {
        foreach (var fields in kind.PersonalFields.Where(field => field.Of is not null).GroupBy(field => (field.Table, field.Of)))
        {
            var emptied = string.Join(", ", fields.Select(field => $"{field.Column} = NULL"));
            await tx.Execute($"UPDATE {fields.Key.Table} SET {emptied}, version = version + 1 WHERE {fields.Key.Of} = @userId", new { userId });
        }
    }
}
