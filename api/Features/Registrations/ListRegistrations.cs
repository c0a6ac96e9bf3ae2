using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Registrations;

/// <summary>The caller's own registrations, newest first.</summary>
public static class ListMyRegistrations
{
    public static async Task<Page<RegistrationView>> Handle(PageQuery page, Caller caller, Db db, RegistrationStore registrations, AreaStore areas)
    {
        var rows = await db.Read(session => registrations.ListMine(session, caller.UserId, page.AfterOr(long.MaxValue), page.Rows));
        return await page.Cut(rows, row => [row.Id], async row =>
            RegistrationViews.Of(row, await areas.NameOf(row.Place.CommunityId), RegistrationActor.Applicant));
    }
}

/// <summary>One of the caller's own registrations.</summary>
public static class GetMyRegistration
{
    public static async Task<RegistrationView> Handle(EntityId id, Caller caller, Db db, RegistrationStore registrations, AreaStore areas) =>
        await db.Read(session => registrations.Find(session, id.Value)) is { } found && found.UserId == caller.UserId
            ? RegistrationViews.Of(found, await areas.NameOf(found.Place.CommunityId), RegistrationActor.Applicant)
            : throw new Refusal(RequestErrors.NotFound);
}

/// <summary>The queue of the caller's area, oldest first; <c>areaId</c> picks one of the caller's areas or something below it.</summary>
public static class ListRegistrations
{
    public static async Task<Page<RegistrationView>> Handle(
        string? status, string? areaId, PageQuery page, Caller caller, Db db, RegistrationStore registrations, AreaStore areas)
    {
        var wanted = JsonConventions.ParseWord<RegistrationStatus>(status, "status") ?? RegistrationStatus.Submitted;
        var subtree = await StaffScope.Of(caller, areaId, areas);
        var rows = await db.Read(session => registrations.ListQueue(session, subtree, wanted, page.AfterOr(0), page.Rows));
        return await page.Cut(rows, row => [row.Id], async row =>
            RegistrationViews.Of(row, await areas.NameOf(row.Place.CommunityId), RegistrationActor.Staff));
    }
}

/// <summary>What the registrations area holds on a person, and how it is erased.</summary>
internal static class RegistrationPersonalData
{
    public static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<RegistrationStore>().ListMine(session, userId, long.MaxValue, 1000))
        .Select(row => new { Id = new EntityId(row.Id), Kind = row.Kind.Word(), Status = row.Status.Word(), row.RealName, row.Phone, row.Skills, row.Platform, row.WorkerNumber, row.WorkerVerifiedAt, row.Reason, row.SubmittedAt })
        .ToList();

    public static Task Erase(IServiceProvider services, Tx tx, long userId) =>
        services.GetRequiredService<RegistrationStore>().Erase(tx, userId, TimeOf(services));

    private static DateTimeOffset TimeOf(IServiceProvider services) => Shared.Time.Instant.Now(services.GetRequiredService<TimeProvider>());
}
