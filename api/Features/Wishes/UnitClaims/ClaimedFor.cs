using LinYuan.Api.Features.Registrations.Teams;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.UnitClaims;

/// <summary>The unit or team that took a wish on, with those who may act for it at this moment.</summary>
public sealed record ClaimedFor(GroupKind Kind, long Id, string Name, IReadOnlyList<long> Coordinators);

/// <summary>Who took the wish on, as everyone may know it: a unit or a team, never a person.</summary>
public sealed record ClaimedForView(GroupKind Kind, EntityId Id, string Name)
{
    public static ClaimedForView? Of(ClaimedFor? group) => group is null ? null : new(group.Kind, new EntityId(group.Id), group.Name);
}

/// <summary>A unit or a team by its id.</summary>
public sealed record GroupRef(GroupKind Kind, long Id);

/// <summary>Who is to go for a wish, and for whom; for oneself when there is no group.</summary>
public sealed record Assignee(long MemberId, GroupRef? Group)
{
    /// <summary>Whoever goes is the claimer in every respect: the lease, the contact and the points are that member's.</summary>
    public static Assignee Of(ClaimWishRequest request, long callerId)
    {
        if (request is not { UnitId: not null } and not { TeamId: not null })
        {
            return request.MemberId is null || request.MemberId.Value.Value == callerId
                ? new Assignee(callerId, null)
                : throw Refusal.Invalid("memberId", "只有代表单位或服务队认领时，才能指定去办的成员");
        }
        if (request is { UnitId: not null, TeamId: not null })
            throw Refusal.Invalid("teamId", "单位和服务队只能选一个");
        var group = request.UnitId is { } unitId ? new GroupRef(GroupKind.Unit, unitId.Value) : new GroupRef(GroupKind.Team, request.TeamId!.Value.Value);
        return new Assignee(request.MemberId?.Value ?? callerId, group);
    }
}

/// <param name="UnitId">Claims for the unit that the caller speaks for; left out, with <c>teamId</c>, for oneself.</param>
/// <param name="TeamId">Likewise for the team that the caller leads.</param>
/// <param name="MemberId">Who goes, of that unit or team; the caller when left out.</param>
public sealed record ClaimWishRequest(EntityId? UnitId, EntityId? TeamId, EntityId? MemberId);
