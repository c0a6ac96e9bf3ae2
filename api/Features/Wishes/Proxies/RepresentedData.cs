using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.Versions;

namespace LinYuan.Api.Features.Wishes;

public sealed record RepresentedWishData(
    EntityId Id, WishCategory Category, WishStatus Status, WishText? Text, string? PublicTitle, string? PublicStory, DateTimeOffset SubmittedAt,
    int? Score, string? Comment, WishContact? Contact, IReadOnlyList<EarlierVersionView> EarlierVersions);

/// <summary>What a wish said before it was changed, while that is kept.</summary>
public sealed record EarlierVersionView(int Version, DateTimeOffset At, IReadOnlyList<EarlierFieldView> Fields);

public sealed record EarlierFieldView(string Label, string? Shown);

public sealed record RepresentedPersonData(
    EntityId Id, string CardNumber, string? Name, string? Phone, string? Address, DateTimeOffset RegisteredAt, DateTimeOffset? EndedAt,
    IReadOnlyList<RepresentedWishData> Wishes, IReadOnlyList<ProxyActView> Acts);

/// <summary>
/// Everything that is held on a represented person, in plain text: staff of the community print it for the person, who asks for it.
/// Reading it is on record as well.
/// </summary>
public static class ExportRepresentedData
{
    private const int Most = 200;

    public static async Task<RepresentedPersonData> Handle(
        EntityId id, Caller caller, HttpContext context, RepresentedPeople represented, Db db, WishStore wishes, ProxyActStore acts,
        RegistrationStore registrations, CaseVersionStore versions, ContactOpenings openings, TimeProvider time)
    {
        var person = await represented.RequireByCommunity(id, caller);
        context.Response.Headers.CacheControl = "private, no-store";
        await db.InTransaction(caller, async tx =>
        {
            var now = time.Now();
            await openings.AllowStaff(tx, caller.UserId, now);
            await acts.Add(tx, new NewProxyAct(person.Id, null, caller.UserId, ProxyRelation.Staff, ProxyAct.ReadData), now);
        });
        return await db.Read(async session =>
        {
            List<RepresentedWishData> about = [];
            foreach (var wish in (await wishes.ListByIds(session, await acts.ListWishIds(session, person.Id, Most))).Values.OrderByDescending(wish => wish.Id))
                about.Add(await Of(session, wish, wishes, versions));
            var done = await acts.List(session, person.Id, long.MaxValue, Most);
            return new RepresentedPersonData(
                id, person.CardNumber, person.Name, person.Phone, person.Address, person.RegisteredAt, person.EndedAt, about,
                [.. (await ListProxyActs.Views(session, done, registrations)).Values]);
        });
    }

    private static async Task<RepresentedWishData> Of(DbSession session, Wish wish, WishStore wishes, CaseVersionStore versions) => new(
        new EntityId(wish.Id), wish.Category, wish.Status, wish.Text, wish.PublicTitle, wish.PublicStory, wish.SubmittedAt, wish.Score, wish.Comment,
        await wishes.FindContact(session, wish.Id),
        [
            .. (await versions.List(session, WishVersions.Kind, wish.Id, Most)).Select(kept => new EarlierVersionView(
                kept.Version, kept.At, [.. kept.Fields.Select(field => new EarlierFieldView(field.Label, field.Shown))])),
        ]);
}

/// <summary>
/// Erases who a person is, with all that was written for them. Refused while somebody is at work for them, as the deletion of an
/// account is.
/// </summary>
public static class EraseRepresentedPerson
{
    private const int MostWishes = 1000;

    public static async Task<IResult> Handle(
        EntityId id, Caller caller, IdempotentCall call, RepresentedPeople represented, RepresentedStore people, ProxyActStore acts, CaseVersions versions,
        TimeProvider time)
    {
        var person = await represented.RequireByCommunity(id, caller);
        var view = await represented.View(person);
        return await call.Move(async tx =>
        {
            var now = time.Now();
            // First of all, as every act for the person does it too: none slips in between the question below and the commit.
            await people.Lock(tx, person.Id);
            await acts.EraseWishes(tx, person.Id, now);
            foreach (var wishId in await acts.ListWishIds(tx, person.Id, MostWishes))
                await versions.Forget(tx, WishVersions.Kind, wishId);
            await people.Erase(tx, person.Id, now);
            // Asked last: by then the wishes are locked, so that none is claimed between the answer and the commit.
            if (await acts.HasInHand(tx, person.Id))
                throw new Refusal(ProxyErrors.HasOpenWishes);
            await acts.Add(tx, new NewProxyAct(person.Id, null, caller.UserId, ProxyRelation.Staff, ProxyAct.Erase), now);
            return view with { Name = null, Phone = null, EndedAt = person.EndedAt ?? now };
        });
    }
}

/// <summary>What is held on a proxy: which acts they did for whom by number. The record outlives the account, by nobody's name.</summary>
internal static class ProxyPersonalData
{
    private const int Most = 1000;

    public static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<ProxyActStore>().ListBy(session, userId, Most)).Select(act => new
        {
            act.At, act.Act, act.Relation, WishId = act.WishId is { } wishId ? new EntityId(wishId) : (EntityId?)null, act.Reason,
        }).ToList();

    /// <summary>The reasons that they wrote go; that it was done stays, as the represented person may ask for it.</summary>
    public static Task Erase(IServiceProvider services, Tx tx, long userId) => services.GetRequiredService<ProxyActStore>().EraseWordsOf(tx, userId);
}
