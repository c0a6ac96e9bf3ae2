using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Afterwards;

/// <summary>Lists of the wishes that stand out among those that wait; whoever was posted first comes first.</summary>
public sealed class WaitLists(WishStore wishes, WaitStore waits)
{
    /// <summary>The mark that a query asks for. Each has a list of its own, so that one is asked for at a time, without other filters.</summary>
    public static WishMark? Asked(bool isFiltered, params ReadOnlySpan<(WishMark Mark, bool? Value)> flags)
    {
        WishMark? asked = null;
        foreach (var (mark, value) in flags)
        {
            if (value != true)
                continue;
            if (asked is not null || isFiltered)
                throw Refusal.Invalid(mark.Word(), "不能和其他筛选条件一起使用");
            asked = mark;
        }
        return asked;
    }

    public async Task<IReadOnlyList<Wish>> List(DbSession session, Subtree? subtree, WishMark mark, PageQuery page)
    {
        var ids = await waits.ListMarked(session, subtree, mark, page.AfterOr(0), page.Rows);
        var about = await wishes.ListByIds(session, ids);
        return [.. ids.Select(id => about[id])];
    }
}
