using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Claims.Delivery;
using LinYuan.Api.Features.Wishes.Proxies.Cards;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes.Proxies;

/// <summary>
/// Lets a resident's move be made by somebody else with the resident's consent. For a wish that was filed for a person the consent is
/// needed for each move, also from the proxy who filed it.
/// </summary>
public sealed class ProxyConsents(
    WishAccess access, ViewerRelationStore relations, RepresentedStore people, ProxyActStore acts, ConsentCodes codes, AreaStore areas, Db db)
{
    /// <summary>What a resident's move may refuse when it is made on behalf of somebody.</summary>
    public static readonly ErrorCode[] Refusals =
    [
        ProxyErrors.ConsentNeeded, ProxyErrors.ConsentWrong, ProxyErrors.ConsentLocked, ProxyErrors.Ended, ProxyErrors.OtherWish, WishErrors.OwnCase,
    ];

    /// <summary>
    /// The wish that the caller wants to move as its resident: their own, or any that is there when they give a consent, which is then
    /// asked for by <see cref="Ask"/>.
    /// </summary>
    public async Task<SeenWish> Find(EntityId id, Caller caller, OnBehalfRequest? onBehalf)
    {
        if (onBehalf is null)
        {
            var own = await access.Own(id, caller);
            await RequireLiveCard(own.Wish, caller);
            return own.Wish.RepresentedId is null ? own : throw new Refusal(ProxyErrors.ConsentNeeded);
        }
        return await access.Any(id);
    }

    /// <summary>
    /// Tries the code in a transaction of its own, because a wrong one must still be counted when the call is refused. Null when the
    /// caller speaks for themselves.
    /// </summary>
    /// <param name="wish">The wish to be moved; null when one is filed.</param>
    public async Task<Consent?> Ask(OnBehalfRequest? onBehalf, Caller caller, Wish? wish)
    {
        if (onBehalf is null)
            return null;
        await RequireLiveCard(wish, caller);
        var (person, codeHash, refusal) = await Try(onBehalf, caller);
        // Who may not see the wish, and is not trusted by its resident either, learns nothing of it.
        if (wish is not null && !wish.IsVisibleTo(caller) && (person is null || wish.RepresentedId != person.Id))
            throw new Refusal(RequestErrors.NotFound);
        if (person is null)
            throw refusal;
        if (wish is not null && wish.RepresentedId != person.Id)
            throw new Refusal(ProxyErrors.OtherWish);
        var relation = onBehalf.Relation!.Value;
        if (relation is ProxyRelation.Staff or ProxyRelation.GridWorker && !await ProxyScope.Covers(caller, person.Place, areas))
            throw Refusal.Invalid("onBehalf.relation", "只有本人所在社区的工作人员或网格员能选这一项");
        return new Consent(person, codeHash, relation);
    }

    /// <summary>Holds the card as it was when the consent was given, until the transaction ends; refused when it was replaced since.</summary>
    public async Task Hold(Tx tx, Consent? consent)
    {
        if (consent is not null && !await people.LockConsenting(tx, consent))
            throw new Refusal(ProxyErrors.ConsentWrong);
    }

    /// <summary>
    /// To be called in the move's own transaction, before the move: nobody speaks for the resident about their own help, and each act is
    /// on record. Does nothing for a resident who speaks for themselves.
    /// </summary>
    public async Task Use(Tx tx, Consent? consent, long wishId, Caller caller, ProxyAct act, DateTimeOffset now)
    {
        if (consent is null)
            return;
        await Hold(tx, consent);
        WishRules.Require(WishRules.HelpersVoice(await relations.Of(tx, wishId, caller.UserId)));
        await acts.Add(tx, new NewProxyAct(consent.Person.Id, wishId, caller.UserId, consent.Relation, act), now);
    }

    /// <summary>The answer to a move: with the resident's consent the wish is shown as to its resident, in this answer alone.</summary>
    public async Task<WishView> View(Tx tx, SeenWish seen, Consent? consent, Caller caller, DateTimeOffset now)
    {
        if (consent is null)
            return await access.View(tx, seen, caller, now);
        var context = await access.ContextOf(tx, seen.Wish.Id, caller, now);
        var asResident = context with { Caller = caller with { UserId = seen.Wish.AuthorId, Roles = [] }, IsOnBehalf = true };
        return WishViews.For(asResident, seen.CommunityName);
    }

    /// <summary>
    /// Who filed the wish knows whose card it is, and hears that it has ended; to everybody else its number must look like one that no
    /// card has.
    /// </summary>
    private async Task RequireLiveCard(Wish? wish, Caller caller)
    {
        if (wish is { RepresentedId: not null } && wish.AuthorId == caller.UserId)
            WishRules.Require(WishRules.Card(await db.Read(session => relations.Of(session, wish.Id, caller.UserId))));
    }

    private async Task<(RepresentedPerson? Person, byte[] CodeHash, Refusal Refusal)> Try(OnBehalfRequest onBehalf, Caller caller)
    {
        // The check digit is no secret: a number that fails it is nobody's, and needs no row to be counted in.
        if (ConsentCard.ReadNumber(onBehalf.CardNumber) is not { } number)
            return (null, [], new Refusal(ProxyErrors.ConsentWrong));
        var tried = await codes.Try(number, ConsentCard.ReadCode(onBehalf.ConsentCode), caller);
        var person = tried.PersonId is { } id ? await db.Read(session => people.Find(session, id)) : null;
        return (person, tried.CodeHash, tried.Outcome switch
        {
            CodeTry.Locked => new Refusal(ProxyErrors.ConsentLocked),
            CodeTry.LockedToday => new Refusal(ProxyErrors.ConsentLocked, "这张卡今天被人输错太多次，请明天再试，或请社区工作人员代办"),
            _ => new Refusal(ProxyErrors.ConsentWrong),
        });
    }
}
