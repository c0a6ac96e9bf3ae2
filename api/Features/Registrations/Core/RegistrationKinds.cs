using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Core;

/// <summary>Groups of kinds that several areas ask for.</summary>
public static class RegistrationKinds
{
    /// <summary>Couriers come for a rest; who of them wants to help registers as a volunteer as well.</summary>
    public static readonly RegistrationKind[] Helpers = [RegistrationKind.InService, RegistrationKind.Volunteer, RegistrationKind.Floating];

    /// <summary>The same as the words in which they stand in tables.</summary>
    public static readonly IReadOnlyList<string> HelperWords = [.. Helpers.Select(kind => kind.Word())];
}
