using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.CallBacks;

/// <param name="Title">The reviewed title; whom to call is opened apart.</param>
/// <param name="DueAt">From when the call may be made.</param>
/// <param name="LapsesAt">Until when.</param>
/// <param name="Tries">Calls that were made so far.</param>
public sealed record CallBackView(
    EntityId Id, EntityId WishId, string CommunityName, string Title, CallBackStatus Status, DateTimeOffset DueAt, DateTimeOffset LapsesAt,
    int Tries, int? Score, string? Note, DateTimeOffset? RecordedAt);

internal static class CallBackViews
{
    public static CallBackView Of(CallBack call, Wish? wish, string communityName) => new(
        new EntityId(call.Id), new EntityId(call.WishId), communityName, wish?.PublicTitle ?? "", call.Status, call.DueAt, call.LapsesAt, call.Tries,
        call.Score, call.Note, call.RecordedAt);
}
