using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Versions;

namespace LinYuan.Api.Features.Registrations.Core;

/// <summary>Holds decisions about a registration to what whoever decides has read of it.</summary>
public sealed class RegistrationVersions(RegistrationStore registrations, UnitStore units, CaseVersions versions)
{
    private const string Kind = "registration";

    /// <summary>To be called with the registration locked. A decision that names no version is not held to one.</summary>
    public Task Require(Tx tx, Registration registration, int? version) => version is { } asked
        ? versions.Require(tx, asked, registration.Version, () => Judged(tx, registration))
        : Task.CompletedTask;

    /// <summary>Keeps what a returned registration says, before it is changed; locks it until the transaction ends.</summary>
    public async Task Keep(Tx tx, long id, DateTimeOffset now)
    {
        if (await registrations.Lock(tx, id) is { Status: RegistrationStatus.Returned } registration)
            await versions.Keep(tx, await Judged(tx, registration), now);
    }

    public Task Forget(Tx tx, long id) => versions.Forget(tx, Kind, id);

    private async Task<JudgedCase> Judged(Tx tx, Registration registration)
    {
        var unit = registration.UnitId is { } unitId ? (await units.Find(tx, unitId))?.Name : null;
        return new JudgedCase(Kind, registration.Id, registration.UserId, registration.Version,
        [
            versions.Hidden("realName", "姓名", Mask.Name(registration.RealName), registration.RealName),
            versions.Hidden("phone", "电话", registration.Phone is { } phone ? Mask.Phone(phone) : null, registration.Phone),
            versions.Hidden("communityId", "社区", shown: null, $"{registration.Place.CommunityId}"),
            new JudgedField("unitId", "单位", unit),
            new JudgedField("skills", "特长", registration.Skills.Count == 0 ? null : string.Join('、', registration.Skills)),
            new JudgedField("platform", "平台", registration.Platform),
            versions.Hidden("workerNumber", "工号", registration.WorkerNumber is null ? null : "****", registration.WorkerNumber),
        ]);
    }
}
