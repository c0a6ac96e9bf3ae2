using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Registrations.Core;

/// <summary>
/// Called for a registration that staff have just ended, in the same transaction and after the member's row was locked, as by a claim: none
/// can slip in between the end and the release of what is in hand. Whatever stands on a registration is registered as one of these, and
/// they are called in the order of their registration.
/// </summary>
public delegate Task RegistrationEnded(Tx tx, Registration registration, long staffId, DateTimeOffset now);
