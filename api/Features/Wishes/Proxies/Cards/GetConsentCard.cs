using System.Text;
using FastEndpoints;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Proxies.Cards;

/// <summary>
/// Whoever made a card prints it to hand it over, within a day. To anybody else, of the same community too, the code would be a consent
/// that nobody gave. Each printing is on record.
/// </summary>
public sealed class GetConsentCard(
    RepresentedPeople represented, RepresentedStore people, ProxyActStore acts, AreaStore areas, Db db, TimeProvider time) : Operation<EmptyRequest, byte[]>
{
    private const string SvgType = "image/svg+xml";

    protected override string Tag => ProxyModule.Tag;

    public override void Configure()
    {
        Get("/represented-people/{id}/card.svg");
        Group<Staff>();
        Serves(SvgType, RequestErrors.NotFound, ProxyErrors.CardGone);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var person = await represented.Require(Id, Caller);
        var communityName = await areas.NameOf(person.Place.CommunityId);
        HttpContext.Response.Headers.CacheControl = "private, no-store";
        var code = await db.InTransaction(Caller, async tx =>
        {
            var now = time.Now();
            var printable = await people.FindPrintable(tx, person.Id, Caller.UserId, now) ?? throw new Refusal(ProxyErrors.CardGone);
            await acts.Add(tx, RepresentedPeople.ActOf(Caller, person, ProxyAct.Print), now);
            return printable;
        });
        return TypedResults.Text(ConsentCardPage.Draw(person, communityName, code), SvgType, Encoding.UTF8);
    }
}
