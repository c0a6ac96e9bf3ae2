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
        EntityId id, Caller caller, IdempotentCall call, WishAccess access, WishStore wishes, WishClaimStore claims, ContactOpenings openings,
        TimeProvider time)
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
                await openings.Allow(tx, wish, caller.UserId, now);
                var contact = (await wishes.FindContact(tx, id.Value))!;
                await claims.AddReveal(tx, id.Value, wish.ClaimId!.Value, caller.UserId, contact.Fields, now);
                return new RevealContactResponse(contact);
            },
            _ => $"/api/v1/wishes/{id}/contact-reveals",
            session => access.RequireHeld(session, id.Value, caller, time.Now()));
    }
}

public sealed record ContactRevealView(DateTimeOffset At, string Who, IReadOnlyList<string> Fields);

/// <param name="RegistrationId">By which staff find the helper among their registrations; null for staff, and for who has none.</param>
public sealed record StaffContactRevealView(DateTimeOffset At, string Who, IReadOnlyList<string> Fields, EntityId? RegistrationId);

/// <summary>谁在何时看过我的联系方式: for the resident alone.</summary>
public static class ListContactReveals
{
    public static async Task<Whole<ContactRevealView>> Handle(
        EntityId id, Caller caller, WishAccess access, Db db, WishClaimStore claims, RegistrationStore registrations)
    {
        await access.Own(id, caller);
        var reveals = await List(id, db, claims, registrations);
        return new Whole<ContactRevealView>([.. reveals.Select(reveal => new ContactRevealView(reveal.At, reveal.Who, reveal.Fields))]);
    }

    /// <summary>Staff of the area read who opened the resident's contact, and when, when they are told of somebody who opened many.</summary>
    public static async Task<Whole<StaffContactRevealView>> ForStaff(
        EntityId id, Caller caller, WishAccess access, Db db, WishClaimStore claims, RegistrationStore registrations)
    {
        await access.ForReview(id, caller);
        return new Whole<StaffContactRevealView>(await List(id, db, claims, registrations));
    }

    private static Task<List<StaffContactRevealView>> List(EntityId id, Db db, WishClaimStore claims, RegistrationStore registrations) =>
        db.Read(async session =>
        {
            List<StaffContactRevealView> views = [];
            foreach (var reveal in (await claims.ListReveals(session, id.Value)).Reverse())
                views.Add(await View(session, reveal, registrations));
            return views;
        });

    /// <summary>Enough to recognise the helper by, and what kind of member it is.</summary>
    private static async Task<StaffContactRevealView> View(DbSession session, ContactReveal reveal, RegistrationStore registrations)
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
