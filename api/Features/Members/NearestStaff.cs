using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Members;

/// <summary>Whom to tell of something that staff must look at: those of the community; where nobody works there, those above.</summary>
internal static class NearestStaff
{
    private const int Most = 50;

    public static async Task<IReadOnlyList<long>> ListNearestStaff(this MemberStore members, DbSession session, Placement place)
    {
        foreach (var areaId in new[] { place.CommunityId, place.StreetId, place.DistrictId })
        {
            if (await members.ListStaffAt(session, [areaId], Most) is { Count: > 0 } staff)
                return staff;
        }
        return [];
    }
}
