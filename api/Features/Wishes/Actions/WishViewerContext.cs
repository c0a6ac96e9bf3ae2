using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes.Actions;

/// <summary>What the rules need of the settings.</summary>
public sealed record WishLimits(int StandBysPerMember, int StandBysPerWish);

/// <summary>Somebody before a wish at one moment: all that <see cref="WishRules"/> judge by.</summary>
/// <param name="Consents">Who agrees to a story; read only for staff who might publish one.</param>
public sealed record WishViewerContext(
    Wish Wish, Caller Caller, ViewerRelation Relation, HelperState Helper, IReadOnlyList<StoryConsent> Consents, WishLimits Limits, DateTimeOffset Now)
{
    /// <summary>
    /// The caller is shown the wish as its resident, by whose consent they have just acted: what is offered is the resident's to do,
    /// and nothing that the one who filed it has kept for themselves.
    /// </summary>
    public bool IsOnBehalf { get; init; }

    public bool IsAuthor => Wish.AuthorId == Caller.UserId;

    /// <summary>Staff of the area, with another's wish.</summary>
    public bool IsReviewer => !IsAuthor && Wish.IsReviewedBy(Caller);

    /// <summary>In which roles of the life cycle the caller meets the wish. None in which every move would be refused.</summary>
    public IReadOnlyList<WishActor> Roles()
    {
        List<WishActor> roles = [.. Wish.RolesOf(Caller, Now)];
        if (IsAuthor && WishRules.Voice(this) is null)
            roles.Add(WishActor.Author);
        if (!IsAuthor && Helper.IsRegistered)
            roles.Add(WishActor.Member);
        if (IsReviewer && WishRules.OwnCase(Wish, Caller, Relation.HasActed) is null)
            roles.Add(WishActor.Staff);
        if (Relation.HasPromised)
            roles.Add(WishActor.Pledger);
        return roles;
    }
}
