using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace LinYuan.Api.Shared.Http;

/// <summary>One page of a list; <c>Next</c> is the cursor for the following page, or null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A list without pages because it cannot grow long.</summary>
public sealed record Whole<T>(IReadOnlyList<T> Items);

/// <summary>The page that a caller asks for.</summary>
/// <param name="After">Where to read on: <c>next</c> of the page before.</param>
/// <param name="Limit">How many entries the page may hold, 1 to 100; 20 unless told.</param>
[ReadsQuery("after", "limit")]
public sealed record PageQuery(string? After, string? Limit)
{
    private const int Default = 20;
    private const int Most = 100;

    public static ValueTask<PageQuery> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new PageQuery(context.Request.Query["after"], context.Request.Query["limit"]));

    /// <summary>How many rows to read: one more than asked for, which tells whether there is a next page.</summary>
    public int Rows => Size + 1;

    private int Size =>
        string.IsNullOrEmpty(Limit) ? Default
        : int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= Most ? limit
        : throw Refusal.Invalid("limit", $"须为 1 至 {Most} 的整数");

    /// <summary>The key to read on from, or <paramref name="start"/> on the first page.</summary>
    public long AfterOr(long start) => Keys(1) is [var key] ? key : start;

    /// <summary>The cursor's numbers; empty on the first page. A cursor that this API did not make is refused.</summary>
    public long[] Keys(int count)
    {
        if (string.IsNullOrEmpty(After))
            return [];
        if (After.Length <= 100 && Base64Url.IsValid(After))
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(After)).Split(',');
            var keys = parts.Select(part => long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key) ? key : (long?)null).ToArray();
            if (keys.Length == count && Array.TrueForAll(keys, key => key is not null))
                return [.. keys.Select(key => key!.Value)];
        }
        throw Refusal.Invalid("after", "不是有效的翻页标记");
    }

    /// <summary>Cuts the surplus row off and makes the next cursor from the last row that is kept.</summary>
    public Page<TView> Cut<TRow, TView>(IReadOnlyList<TRow> rows, Func<TRow, long[]> keys, Func<TRow, TView> view) =>
        new([.. rows.Take(Size).Select(view)], NextOf(rows, keys));

    /// <summary>The same, where a view has to look something up.</summary>
    public async Task<Page<TView>> Cut<TRow, TView>(IReadOnlyList<TRow> rows, Func<TRow, long[]> keys, Func<TRow, Task<TView>> view)
    {
        List<TView> views = [];
        foreach (var row in rows.Take(Size))
            views.Add(await view(row));
        return new Page<TView>(views, NextOf(rows, keys));
    }

    /// <summary>A cursor that goes on after these keys.</summary>
    public static string CursorAt(params ReadOnlySpan<long> keys) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(',', keys.ToArray())));

    private string? NextOf<TRow>(IReadOnlyList<TRow> rows, Func<TRow, long[]> keys) =>
        rows.Count > Size ? CursorAt(keys(rows[Size - 1])) : null;
}
