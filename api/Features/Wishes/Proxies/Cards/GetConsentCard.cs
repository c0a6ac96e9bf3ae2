using System.Text;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// The card to print and hand over. Only who made it can print it, and for a day: to anybody else, of the same community too, the code
/// would be a consent that nobody gave. Each printing is on record.
/// </summary>
public static class GetConsentCard
{
    public const string SvgType = "image/svg+xml";

    public static async Task<IResult> Handle(
        EntityId id, Caller caller, HttpContext context, RepresentedPeople represented, RepresentedStore people, ProxyActStore acts, AreaStore areas,
        Db db, TimeProvider time)
    {
        var person = await represented.Require(id, caller);
        var communityName = await areas.NameOf(person.Place.CommunityId);
        context.Response.Headers.CacheControl = "private, no-store";
        var code = await db.InTransaction(caller, async tx =>
        {
            var now = time.Now();
            var printable = await people.FindPrintable(tx, person.Id, caller.UserId, now) ?? throw new Refusal(ProxyErrors.CardGone);
            await acts.Add(
                tx, new NewProxyAct(person.Id, null, caller.UserId, RepresentedPeople.RoleOf(caller, person.Place), ProxyAct.Print), now);
            return printable;
        });
        return TypedResults.Text(ConsentCardPage.Draw(person, communityName, code), SvgType, Encoding.UTF8);
    }
}
