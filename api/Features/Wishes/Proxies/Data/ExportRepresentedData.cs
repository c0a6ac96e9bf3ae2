using FastEndpoints;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.Versions;

namespace LinYuan.Api.Features.Wishes.Proxies.Data;

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
/// Staff of the community read everything that is held on a represented person, in plain text, and print it for the person, who asks for
/// it. Reading it is on record as well.
/// </summary>
public sealed class ExportRepresentedData(
    RepresentedPeople represented, Db db, WishStore wishes, ProxyActStore acts, ProxyActViews views, CaseVersionStore versions, ContactOpenings openings,
    TimeProvider time) : ReadOperation<EmptyRequest, RepresentedPersonData>
{
    private const int Most = 200;

    protected override string Tag => ProxyModule.Tag;

    public override void Configure()
    {
        Get("/represented-people/{id}/data");
        Group<Staff>();
        Reads(RequestErrors.NotFound, RequestErrors.AccessDenied, WishErrors.ContactLimit);
    }

    protected override async Task<RepresentedPersonData> Read(EmptyRequest request, CancellationToken ct)
    {
        var person = await represented.RequireByCommunity(Id, Caller);
        HttpContext.Response.Headers.CacheControl = "private, no-store";
        await db.InTransaction(Caller, async tx =>
        {
            var now = time.Now();
            await openings.AllowStaff(tx, Caller.UserId, now);
            await acts.Add(tx, new NewProxyAct(person.Id, null, Caller.UserId, ProxyRelation.Staff, ProxyAct.ReadData), now);
        });
        return await db.Read(async session =>
        {
            List<RepresentedWishData> about = [];
            foreach (var wish in (await wishes.ListByIds(session, await acts.ListWishIds(session, person.Id, Most))).Values.OrderByDescending(wish => wish.Id))
                about.Add(await Of(session, wish));
            var done = await acts.List(session, person.Id, long.MaxValue, Most);
            return new RepresentedPersonData(
                Id, person.CardNumber, person.Name, person.Phone, person.Address, person.RegisteredAt, person.EndedAt, about,
                [.. (await views.Of(session, done)).Values]);
        });
    }

    private async Task<RepresentedWishData> Of(DbSession session, Wish wish) => new(
        new EntityId(wish.Id), wish.Category, wish.Status, wish.Text, wish.PublicTitle, wish.PublicStory, wish.SubmittedAt, wish.Score, wish.Comment,
        await wishes.FindContact(session, wish.Id),
        [
            .. (await versions.List(session, WishVersions.Kind, wish.Id, Most)).Select(kept => new EarlierVersionView(
                kept.Version, kept.At, [.. kept.Fields.Select(field => new EarlierFieldView(field.Label, field.Shown))])),
        ]);
}
