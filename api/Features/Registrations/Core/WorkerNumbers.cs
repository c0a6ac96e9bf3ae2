using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Api.Features.Registrations.Core;

/// <summary>
/// 工号: a courier's number on the platform. Whoever submits it is not told whether somebody else has it, since that would let anyone try
/// numbers; staff are told when they approve, and then only one of the two is approved.
/// </summary>
public sealed class WorkerNumbers(WorkerNumberStore store, RegistrationStore registrations, AreaStore areas, Db db)
{
    public const string Purpose = "registration.workerNumber";
    private const int Shown = 4;

    /// <summary>Only couriers have one, and without its platform it says nothing.</summary>
    public static void Require(RegistrationKind kind, string? platform, string? number)
    {
        if (string.IsNullOrEmpty(number))
            return;
        if (kind != RegistrationKind.Courier)
            throw Refusal.Invalid("workerNumber", "只有小哥报到才填工号");
        if (string.IsNullOrEmpty(platform))
            throw Refusal.Invalid("platform", "填了工号，也请填写平台");
    }

    /// <summary>By which equal numbers of one platform meet, however they were typed.</summary>
    public static byte[]? HashOf(FieldCipher cipher, string? platform, string? number) => string.IsNullOrEmpty(number) || Plain(number).Length == 0
        ? null
        : cipher.LookupHash(Purpose, $"{Plain(platform ?? "")}\0{Plain(number)}");

    /// <summary>In full where staff have to verify it; else the last characters of a long one.</summary>
    public static string? ShownTo(Registration registration, RegistrationActor[] viewer) =>
        registration.WorkerNumber is not { } number ? null
        : viewer.Contains(RegistrationActor.Staff) && registration.Status == RegistrationStatus.Submitted ? number
        : number.Length >= Shown * 2 && number.All(char.IsAscii) ? "****" + number[^Shown..]
        : "****";

    /// <summary>Refuses with a hint where to look. The hint names a place only to those who are in charge of it.</summary>
    public async Task RequireFree(Registration registration, Caller caller)
    {
        if (registration.WorkerNumber is null || registration.Status != RegistrationStatus.Submitted)
            return;
        var holder = await db.Read(async session => await store.FindHolder(session, registration.Id) is { } id ? await registrations.Find(session, id) : null);
        if (holder is null)
            return;
        var hint = caller.IsStaffOf(holder.Place.DistrictId, holder.Place.StreetId, holder.Place.CommunityId)
            ? $"这个工号已由{await areas.NameOf(holder.Place.CommunityId)}的报到（编号 {holder.Id}）使用，请先核对清楚"
            : "这个工号已由其他社区的一份报到使用，请联系街道核对";
        throw new Refusal(RegistrationErrors.WorkerNumberTaken, hint);
    }

    /// <summary>Two approvals at once meet at the unique key; the second hears what it would have heard a moment later.</summary>
    public async Task<int> Guard(Func<Task<int>> decide)
    {
        try
        {
            return await decide();
        }
        catch (MySqlException error) when (error.IsDuplicate())
        {
            throw new Refusal(RegistrationErrors.WorkerNumberTaken);
        }
    }

    /// <summary>Who approves a courier with a number answers for having checked it: noted as an event of its own.</summary>
    public async Task Verify(Tx tx, long registrationId, long staffId, DateTimeOffset now)
    {
        if (await store.Verify(tx, registrationId, now) == 1)
        {
            await registrations.AddEvent(
                tx, registrationId, RegistrationAction.Verify, RegistrationStatus.Active, RegistrationStatus.Active, staffId, reason: null, now);
        }
    }

    private static string Plain(string text) => TypedCode.Fold(text).ToUpperInvariant();
}
