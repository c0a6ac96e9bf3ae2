using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes.Claims.Contacts;

public sealed record ContactRevealView(DateTimeOffset At, string Who, IReadOnlyList<string> Fields);

/// <param name="RegistrationId">By which staff find the helper among their registrations; null for staff, and for who has none.</param>
public sealed record StaffContactRevealView(DateTimeOffset At, string Who, IReadOnlyList<string> Fields, EntityId? RegistrationId);

/// <summary>Shows who opened the contact of a wish, and when.</summary>
public sealed class ContactReveals(Db db, WishClaimStore claims, RegistrationStore registrations)
{
    public Task<List<StaffContactRevealView>> List(EntityId wishId) => db.Read(async session =>
    {
        List<StaffContactRevealView> views = [];
        foreach (var reveal in (await claims.ListReveals(session, wishId.Value)).Reverse())
            views.Add(await View(session, reveal));
        return views;
    });

    /// <summary>Enough to recognise the helper by, and what kind of member it is.</summary>
    private async Task<StaffContactRevealView> View(DbSession session, ContactReveal reveal)
    {
        var fields = reveal.Fields.Split(',');
        if (reveal.CallBackId is not null)
            return new StaffContactRevealView(reveal.At, "社区工作人员（回访）", fields, null);
        return await registrations.ListMine(session, reveal.ViewerId, long.MaxValue, 1) is [var registration]
            ? new StaffContactRevealView(
                reveal.At, $"{Mask.Name(registration.RealName)}（{InChinese(registration.Kind)}）", fields, new EntityId(registration.Id))
            : new StaffContactRevealView(reveal.At, "已注销的用户", fields, null);
    }

    private static string InChinese(RegistrationKind kind) => kind switch
    {
        RegistrationKind.InService => "在职党员",
        RegistrationKind.Volunteer => "志愿者",
        RegistrationKind.Courier => "小哥",
        _ => "流动党员",
    };
}
