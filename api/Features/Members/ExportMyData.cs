using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Members;

/// <summary>Everything that is held on the caller, area by area, in plain text for the caller alone.</summary>
public static class ExportMyData
{
    public static async Task<IReadOnlyDictionary<string, object>> Handle(
        Caller caller, Db db, IEnumerable<PersonalData> held, IServiceProvider services) =>
        await db.Read(async session =>
        {
            var sections = new Dictionary<string, object>(StringComparer.Ordinal);
            foreach (var data in held)
                sections[data.Section] = await data.Export(services, session, caller.UserId);
            return sections;
        });

    public static async Task<object> Profile(IServiceProvider services, DbSession session, long userId) =>
        await services.GetRequiredService<MemberStore>().FindProfile(session, userId) is { } profile
            ? new { profile.OpenId, profile.Nickname, profile.Phone, profile.CreatedAt }
            : new object();
}
