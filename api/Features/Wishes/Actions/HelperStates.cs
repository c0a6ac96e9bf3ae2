using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes.Actions;

/// <summary>What somebody may take on, whatever the wish.</summary>
/// <param name="IsRegistered">With an active registration by which people help.</param>
/// <param name="HasRoom">For one more wish in hand, of their own or by sending somebody for a unit or team.</param>
/// <param name="Waits">For how many wishes they stand by.</param>
public sealed record HelperState(bool IsRegistered, bool HasRoom, long Waits)
{
    public static readonly HelperState None = new(false, false, 0);
}

/// <summary>Reads what people may take on.</summary>
public sealed class HelperStates(StandByStore standBys, RegistrationStore registrations, UnitStore units, TeamStore teams, ClaimAllowance allowance)
{
    public async Task<bool> IsHelper(DbSession session, long userId) =>
        await registrations.FindActive(session, userId, RegistrationKinds.Helpers) is not null;

    /// <summary>Nothing of it is asked for one's own wishes, and the room only where something can be claimed.</summary>
    public async Task<HelperState> Of(DbSession session, Caller caller, IReadOnlyList<Wish> about, DateTimeOffset now)
    {
        var others = about.Where(wish => wish.AuthorId != caller.UserId).ToList();
        if (others.Count == 0 || !await IsHelper(session, caller.UserId))
            return HelperState.None;
        var hasRoom = others.Exists(wish => wish is { Status: WishStatus.Open, IsCrowd: false }) && await HasRoom(session, caller.UserId, now);
        return new HelperState(IsRegistered: true, hasRoom, await standBys.CountOfMember(session, caller.UserId));
    }

    /// <summary>Who speaks for a unit or leads a team may send another when they have no room themselves.</summary>
    private async Task<bool> HasRoom(DbSession session, long userId, DateTimeOffset now) =>
        (await allowance.Of(session, userId, now)).HasRoom
        || (await units.ListOfSecretary(session, userId)).Count > 0
        || (await teams.ListLedBy(session, userId)).Count > 0;
}
