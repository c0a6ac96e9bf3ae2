using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;
using LinYuan.Seeding.People;

namespace LinYuan.Seeding.Wishes;

/// <summary>Writes planned wishes as the wishes area would have, step by step.</summary>
internal sealed class WishRows(FieldCipher cipher, Dice dice)
{
    /// <summary>Numbers of phones after those of everyone who registered.</summary>
    private const int FirstPhoneNumber = 50_000;

    /// <summary>Everyone here has a phone.</summary>
    private const string AllFields = "name,phone,address";

    private readonly WishOptions options = new();

    private readonly Rows wishes = new(
        "wishes", "district_id", "street_id", "community_id", "author_id", "category", "status", "listed", "is_crowd", "text_enc",
        "contact_enc", "public_title", "public_story", "text_check", "wanted_by", "submitted_at", "published_at", "public_reason", "claimer_id",
        "contact_by", "deliver_by", "minutes_to_claim", "handover_code_enc", "delivered_at", "closed_at", "score",
        "wait_due_at");

    public async Task Write(Tx tx, IReadOnlyList<PlannedWish> plan)
    {
        foreach (var wish in plan)
            Add(wish);
        var written = plan.Zip(await wishes.WriteForIds(tx)).ToList();
        await WriteSteps(tx, written);
        await WriteClaims(tx, [.. written.Where(one => one.First.ClaimerId is not null).OrderBy(one => one.First.Times.Claimed)]);
    }

    private void Add(PlannedWish wish)
    {
        var (times, place, isPublished) = (wish.Times, wish.Community.Place, wish.Times.Published is not null);
        var lease = LeaseOf(wish);
        wishes.Add(
            place.DistrictId, place.StreetId, place.CommunityId, wish.AuthorId, wish.Category.Word(), wish.Fate.Status().Word(),
            wish.Fate.IsListed(), wish.Fate.IsCrowd(), cipher.EncryptJson(WishStore.TextPurpose, wish.Text), Contact(wish),
            isPublished ? wish.Text.Title : null, isPublished ? wish.Text.Story : null, TextCheck.Passed.Word(), WantedBy(wish), times.Submitted,
            times.Published, wish.Fate == WishFate.Unmet ? wish.Reason : null, wish.ClaimerId, lease?.ContactBy, lease?.DeliverBy,
            (long?)(times.Claimed - times.Published)?.TotalMinutes, HandoverCode(wish), times.Delivered, ClosedAt(wish), wish.Score,
            WaitDueAt(wish));
    }

    /// <summary>So that those which wait for long turn cold, and reviews that are late are noticed, as in life.</summary>
    private DateTimeOffset? WaitDueAt(PlannedWish wish) => wish.Fate switch
    {
        WishFate.Open => wish.Times.Published + options.ColdAfter,
        WishFate.InReview => wish.Times.Submitted.AddDays(options.ReviewWithinWorkingDays + 2),
        _ => null,
    };

    /// <summary>Contacts of closed wishes are gone, as retention has it: nobody needs them any more.</summary>
    private byte[]? Contact(PlannedWish wish) => wish.Fate.IsRunning()
        ? cipher.EncryptJson(WishStore.ContactPurpose, new WishContact(
            Names.Draw(dice),
            Names.Phone(FirstPhoneNumber + wishes.Count),
            $"{wish.Community.Name}{dice.Between(1, 30)}号楼{dice.Between(1, 4)}单元{dice.Between(1, 6)}0{dice.Between(1, 4)}室"))
        : null;

    private Lease? LeaseOf(PlannedWish wish) => wish.Times.Claimed is not { } claimed ? null
        : wish.Times.Contacted is { } contacted ? Leases.AfterContact(options, claimed + options.ContactWithin, extendedTo: null, contacted)
        : Leases.Begin(options, claimed);

    private DateOnly? WantedBy(PlannedWish wish) => wish.Fate is WishFate.Open or WishFate.InReview && dice.Chance(0.25)
        ? ChinaTime.LocalDay(wish.Times.Submitted).AddDays(dice.Between(20, 45))
        : null;

    private byte[]? HandoverCode(PlannedWish wish) => wish.Fate is WishFate.Claimed or WishFate.InProgress
        ? cipher.Encrypt(WishClaimStore.CodePurpose, $"{dice.Below(10_000):0000}")
        : null;

    /// <summary>A handover code closes a wish at its delivery.</summary>
    private static DateTimeOffset? ClosedAt(PlannedWish wish) =>
        wish is { Fate: WishFate.Fulfilled, Score: null } ? wish.Times.Delivered : wish.Times.Closed;

    private async Task WriteSteps(Tx tx, IReadOnlyList<(PlannedWish Wish, long Id)> written)
    {
        Rows events = new("wish_events", "wish_id", "at", "action", "from_status", "to_status", "actor", "actor_id", "reason_enc");
        foreach (var (wish, id) in written)
        {
            foreach (var step in WishTrail.Of(wish))
            {
                events.Add(
                    id, step.At, step.Action.Word(), step.From?.Word(), step.To.Word(), step.Actor.Word(), step.ActorId,
                    cipher.EncryptIfAny(WishStore.WordsPurpose, step.Reason));
            }
        }
        await events.Write(tx);
    }

    /// <summary>Each claim opened the contact once. Running ones send no reminder: nobody is there to read it.</summary>
    private static async Task WriteClaims(Tx tx, IReadOnlyList<(PlannedWish Wish, long Id)> claimed)
    {
        Rows claims = new("wish_claims", "wish_id", "member_id", "claimed_at", "limit_from", "ended_at", "outcome");
        foreach (var (wish, id) in claimed)
        {
            var ended = ClosedAt(wish);
            claims.Add(
                id, wish.ClaimerId, wish.Times.Claimed, wish.Times.Contacted ?? wish.Times.Claimed, ended,
                ended is null ? null : ClaimOutcome.Completed.Word());
        }
        Rows reveals = new("contact_reveals", "wish_id", "claim_id", "viewer_id", "at", "fields");
        foreach (var ((wish, id), claim) in claimed.Zip(await claims.WriteForIds(tx)))
            reveals.Add(id, claim, wish.ClaimerId, wish.Times.Claimed, AllFields);
        await reveals.Write(tx);
        await tx.Execute("""
            UPDATE wishes w JOIN wish_claims c ON c.wish_id = w.id AND c.member_id = w.claimer_id
            SET w.claim_id = c.id
            WHERE w.claim_id IS NULL AND w.id BETWEEN @first AND @last
            """, new { first = claimed.Min(one => one.Id), last = claimed.Max(one => one.Id) });
    }
}
