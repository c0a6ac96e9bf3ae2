using System.Globalization;
using LinYuan.Api.Features.Wishes.Claims.Delivery;
using LinYuan.Api.Shared.Attempts;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Proxies.Cards;

/// <summary>
/// Tries consent codes. Wrong ones count for the person and the card, and for the card by the day as far as strangers give them: what a
/// stranger guesses does not lock out those who have acted with the card before.
/// </summary>
public sealed class ConsentCodes(
    RepresentedStore people, ProxyActStore acts, AttemptStore attempts, Db db, IOptions<ProxyOptions> options, TimeProvider time)
{
    private AttemptLimit OfPerson => new("proxy.consent", options.Value.ConsentTries, options.Value.TriesForgottenAfter);

    private AttemptLimit OfStrangers => new("proxy.consentDay", options.Value.ConsentTriesPerDay, TimeSpan.FromDays(1));

    /// <summary>
    /// In a transaction of its own, because a wrong one must still be counted when the call is refused. The right code is no try. A number
    /// that no card has is counted as well, through the same statements.
    /// </summary>
    public Task<ConsentTry> Try(string cardNumber, string code, Caller caller) => db.InTransaction(caller, async tx =>
    {
        var (callerId, now) = (caller.UserId, time.Now());
        var (mine, strangers) = (OfPerson.By(callerId, NumberOf(cardNumber)), OfStrangers.Of(NumberOf(cardNumber)));
        var counts = await attempts.Lock(tx, [mine, strangers], now);
        var compared = await people.Compare(tx, cardNumber, code);
        var isKnown = await acts.HasActedFor(tx, compared.PersonId ?? 0, callerId);
        var outcome = counts[0].IsUsedUp ? CodeTry.Locked
            : counts[1].IsUsedUp && !isKnown ? CodeTry.LockedToday
            : compared.IsRight ? CodeTry.Right
            : CodeTry.Wrong;
        if (outcome == CodeTry.Wrong)
            await attempts.Count(tx, isKnown ? [mine] : [mine, strangers], now);
        return new ConsentTry(outcome, outcome == CodeTry.Right ? compared.PersonId : null, compared.CodeHash);
    });

    /// <summary>Of these cards, those with which this person may try no more.</summary>
    public async Task<IReadOnlySet<string>> ListLockedTo(DbSession session, IReadOnlyList<string> cardNumbers, long callerId, DateTimeOffset now)
    {
        var counts = await attempts.Find(session, [.. cardNumbers.Select(number => OfPerson.By(callerId, NumberOf(number)))], now);
        return cardNumbers.Where((_, index) => counts[index].IsUsedUp).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Of these cards, those with which somebody may try no more, whoever it is.</summary>
    public async Task<IReadOnlySet<string>> ListLocked(DbSession session, IReadOnlyList<string> cardNumbers, DateTimeOffset now)
    {
        var numbers = cardNumbers.Select(NumberOf).ToList();
        var locked = (await attempts.ListUsedUp(session, OfPerson, numbers, now)).Concat(await attempts.ListUsedUp(session, OfStrangers, numbers, now)).ToHashSet();
        return cardNumbers.Where(number => locked.Contains(NumberOf(number))).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The card has a new code, which staff have handed to its person: guesses at the old one say nothing of it.</summary>
    public Task Renew(Tx tx, string cardNumber) => attempts.Forget(tx, OfPerson, NumberOf(cardNumber));

    private static long NumberOf(string cardNumber) => long.Parse(cardNumber, CultureInfo.InvariantCulture);
}

/// <param name="PersonId">Whose card it is, when the code is right.</param>
public sealed record ConsentTry(CodeTry Outcome, long? PersonId, byte[] CodeHash);
