using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Members.StaffPosts;

/// <summary>
/// Staff who leave must not leave a queue to nobody: where they were the last, the level above takes it over and is told; where nobody works
/// above either, they cannot go.
/// </summary>
public sealed class StaffDepartures(MemberStore members, AreaStore areas, StaffNews news, TimeProvider time)
{
    public static readonly VacantPost Post = new("staff.vacant", "已没有工作人员，由您这一级接办", NameIfVacant);

    /// <summary>What is held on a person who works for an area: where they do.</summary>
    public static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<MemberStore>().ListRoles(session, userId))
        .Select(role => new { role.Role, AreaId = new EntityId(role.AreaId) }).ToList();

    /// <summary>To be called before the roles are taken away.</summary>
    public async Task Leave(Tx tx, long userId)
    {
        var posts = (await members.ListRoles(tx, userId)).Where(role => role.Role == Caller.StaffRole).Select(role => role.AreaId).ToList();
        if (posts.Count == 0)
            return;
        var left = await areas.ListByIds(tx, posts);
        var staffed = await LockStaffed(tx, left.SelectMany(area => area.Up()), userId);
        var orphans = left.Where(area => !area.Up().Any(staffed.Contains)).ToList();
        if (orphans.Count > 0)
            throw new Refusal(StaffErrors.LastOne, $"您是{string.Join('、', orphans.Select(area => area.Name))}唯一的工作人员，上级也没有人。请先安排接替的人，再注销账号");
        foreach (var area in left.Where(area => !staffed.Contains(area.Id)))
            await news.Tell(tx, Post.LeftBy(userId, area.Id, [.. area.Up().Skip(1)]), time.Now());
    }

    /// <summary>
    /// The areas at which somebody else works. Whoever leaves locks the same rows in the same order, so that of the last two who leave at
    /// once the second sees that the first is gone.
    /// </summary>
    private async Task<HashSet<long>> LockStaffed(Tx tx, IEnumerable<long> areaIds, long userId)
    {
        HashSet<long> staffed = [];
        foreach (var areaId in areaIds.Distinct().Order())
        {
            if ((await members.LockStaffAt(tx, areaId)).Any(id => id != userId))
                staffed.Add(areaId);
        }
        return staffed;
    }

    private static async Task<string?> NameIfVacant(IServiceProvider services, DbSession session, long areaId) =>
        (await services.GetRequiredService<MemberStore>().ListStaffAt(session, [areaId], 1)).Count == 0
            ? (await services.GetRequiredService<AreaStore>().ListByIds(session, [areaId]))[0].Name
            : null;
}
