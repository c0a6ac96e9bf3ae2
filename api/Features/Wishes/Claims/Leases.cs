namespace LinYuan.Api.Features.Wishes.Claims;

/// <summary>The arithmetic of a claim's time limits; no I/O.</summary>
public static class Leases
{
    /// <summary>A new claim: first contact within the one limit, delivery within the other.</summary>
    public static Lease Begin(WishOptions options, DateTimeOffset now) =>
        new(now + options.ContactWithin, now + options.ContactWithin + options.DeliverWithin, Next(options, now, now + options.ContactWithin, sent: 0));

    /// <summary>After the contact only the delivery's limit runs, anew from now.</summary>
    /// <param name="extendedTo">The end that an extension promised before the contact: it is never taken back.</param>
    public static Lease AfterContact(WishOptions options, DateTimeOffset contactBy, DateTimeOffset? extendedTo, DateTimeOffset now)
    {
        var anew = now + options.DeliverWithin;
        var deliverBy = extendedTo > anew ? extendedTo.Value : anew;
        return new Lease(contactBy, deliverBy, Next(options, now, deliverBy, sent: 0));
    }

    /// <summary>The one extension: the limit that is running moves, and while the contact is still due the delivery's moves with it.</summary>
    public static Lease Extended(WishOptions options, Wish wish, DateTimeOffset now)
    {
        var deliverBy = wish.DeliverBy!.Value + options.Extension;
        var contactBy = wish.Status == WishStatus.Claimed ? wish.ContactBy!.Value + options.Extension : wish.ContactBy!.Value;
        var end = wish.Status == WishStatus.Claimed ? contactBy : deliverBy;
        return new Lease(contactBy, deliverBy, Next(options, now, end, sent: 0));
    }

    /// <summary>When the next reminder is due, as a share of the time between now and the end; null after the last.</summary>
    public static DateTimeOffset? Next(WishOptions options, DateTimeOffset start, DateTimeOffset end, int sent) =>
        sent < options.RemindAt.Count ? start + (end - start) * options.RemindAt[sent] : null;
}
