using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Registrations.Core;

/// <summary>A registration as lists show it: the name and the phone masked, for its owner and for staff alike.</summary>
/// <param name="WorkerNumber">In full for staff while they have to verify it, else masked.</param>
/// <param name="Verified">Whether staff have approved the number; null without one.</param>
/// <param name="Version">Counts the changes of what was submitted: whoever decides sends it along.</param>
public sealed record RegistrationView(
    EntityId Id, RegistrationKind Kind, RegistrationStatus Status, EntityId CommunityId, string CommunityName, EntityId? UnitId, string RealName,
    string? Phone, IReadOnlyList<string> Skills, string? Platform, string? WorkerNumber, bool? Verified, string? Reason,
    DateTimeOffset SubmittedAt, DateTimeOffset? DecidedAt, IReadOnlyList<string> Actions, int Version);

public static class RegistrationViews
{
    public static async Task<IReadOnlyList<RegistrationView>> ForOwner(IReadOnlyList<Registration> registrations, AreaStore areas)
    {
        List<RegistrationView> views = [];
        foreach (var registration in registrations)
            views.Add(Of(registration, await areas.NameOf(registration.Place.CommunityId), RegistrationActor.Applicant));
        return views;
    }

    public static RegistrationView Of(Registration registration, string communityName, params RegistrationActor[] viewer) => new(
        new EntityId(registration.Id),
        registration.Kind,
        registration.Status,
        new EntityId(registration.Place.CommunityId),
        communityName,
        registration.UnitId is { } unit ? new EntityId(unit) : null,
        Mask.Name(registration.RealName),
        registration.Phone is null ? null : Mask.Phone(registration.Phone),
        registration.Skills,
        registration.Platform,
        WorkerNumbers.ShownTo(registration, viewer),
        registration.WorkerNumber is null ? null : registration.WorkerVerifiedAt is not null,
        registration.Reason,
        registration.SubmittedAt,
        registration.DecidedAt,
        RegistrationLifecycle.Table.ActionsFor(registration.Status, viewer),
        registration.Version);
}
