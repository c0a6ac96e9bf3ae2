using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

public sealed record RevealContactResponse(WishContact Contact);

/// <summary>The current claimer opens the contact again during the lease; each opening is a row that the resident can read.</summary>
public static class RevealContact
{
    public static async Task<IResult> Handle(
        EntityId id, Caller caller, IdempotentCall call, WishAccess access, WishStore wishes, WishClaimStore claims, TimeProvider time)
    {
        await access.Visible(id, caller);
        return await call.Create(
            async tx =>
            {
                var now = time.Now();
                var wish = (await wishes.Find(tx, id.Value))!;
                if (!wish.IsHeldBy(caller, now))
                    throw await access.WhyNotClaimer(tx, id.Value, caller, now);
                await access.RequireHelper(tx, caller);
                var contact = (await wishes.FindContact(tx, id.Value))!;
                await claims.AddReveal(tx, id.Value, wish.ClaimId!.Value, caller.UserId, contact.Fields, now);
                return new RevealContactResponse(contact);
            },
            _ => $"/api/v1/wishes/{id}/contact-reveals",
            session => access.RequireHeld(session, id.Value, caller, time.Now()));
    }
}

public sealed record ContactRevealView(DateTimeOffset At, string Who, IReadOnlyList<string> Fields);

/// <summary>谁在何时看过我的联系方式: for the resident alone.</summary>
public static class ListContactReveals
{
    public static async Task<Whole<ContactRevealView>> Handle(
        EntityId id, Caller caller, WishAccess access, Db db, WishClaimStore claims, RegistrationStore registrations)
    {
        await access.Own(id, caller);
        return await db.Read(async session =>
        {
            List<ContactRevealView> views = [];
            foreach (var reveal in await claims.ListReveals(session, id.Value))
                views.Add(new ContactRevealView(reveal.At, await Who(session, reveal, registrations), reveal.Fields.Split(',')));
            return new Whole<ContactRevealView>(views);
        });
    }

    /// <summary>Enough to recognise the helper by, and what kind of member it is.</summary>
    private static async Task<string> Who(DbSession session, ContactReveal reveal, RegistrationStore registrations) =>
        reveal.CallBackId is not null ? "社区工作人员（回访）"
            : await registrations.ListMine(session, reveal.ViewerId, long.MaxValue, 1) is [var registration]
            ? $"{Mask.Name(registration.RealName)}（{InChinese(registration.Kind)}）"
            : "已注销的用户";

    private static string InChinese(RegistrationKind kind) => kind switch
    {
        RegistrationKind.InService => "在职党员",
        RegistrationKind.Volunteer => "志愿者",
        RegistrationKind.Courier => "小哥",
        _ => "流动党员",
    };
}
