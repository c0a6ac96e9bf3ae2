using LinYuan.Api.Shared.Lifecycles;

namespace LinYuan.Api.Features.Registrations.Core;

/// <summary>在职党员, 志愿者, 新就业群体(小哥), 流动党员.</summary>
public enum RegistrationKind
{
    InService,
    Volunteer,
    Courier,
    Floating,
}

public enum RegistrationStatus
{
    Submitted,
    Returned,
    Active,
    Suspended,
    Rejected,
    Ended,
}

public enum RegistrationAction
{
    Submit,
    Approve,

    /// <summary>With the approval: the courier's worker number on the platform was checked.</summary>
    Verify,
    Return,
    Reject,
    End,
}

public enum RegistrationActor
{
    Applicant,
    Staff,
}

/// <summary>报到: a person registers with a community, staff verify.</summary>
public static class RegistrationLifecycle
{
    public static readonly Lifecycle<RegistrationStatus, RegistrationAction, RegistrationActor> Table = new("Registration 报到",
    [
        new(null, RegistrationAction.Submit, RegistrationActor.Applicant, RegistrationStatus.Submitted),
        new(RegistrationStatus.Returned, RegistrationAction.Submit, RegistrationActor.Applicant, RegistrationStatus.Submitted),
        new(RegistrationStatus.Submitted, RegistrationAction.Approve, RegistrationActor.Staff, RegistrationStatus.Active),
        new(RegistrationStatus.Submitted, RegistrationAction.Return, RegistrationActor.Staff, RegistrationStatus.Returned),
        new(RegistrationStatus.Submitted, RegistrationAction.Reject, RegistrationActor.Staff, RegistrationStatus.Rejected),
        new(RegistrationStatus.Active, RegistrationAction.End, RegistrationActor.Staff, RegistrationStatus.Ended),
        new(RegistrationStatus.Suspended, RegistrationAction.End, RegistrationActor.Staff, RegistrationStatus.Ended),
    ]);
}
