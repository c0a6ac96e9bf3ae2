using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes.CallBacks;

/// <summary>Finds the call-back that staff want to make. Nobody calls about their own wish or their own help.</summary>
public sealed class CallBackAccess(Db db, CallBackStore store, ViewerRelationStore relations)
{
    public async Task<CallBack> Require(EntityId id, Caller caller)
    {
        var found = await db.Read(session => store.Find(session, id.Value));
        if (found is null || !caller.IsStaffOf(found.Place.DistrictId, found.Place.StreetId, found.Place.CommunityId))
            throw new Refusal(RequestErrors.NotFound);
        var isConcerned = found.AuthorId == caller.UserId || (await db.Read(session => relations.Of(session, found.WishId, caller.UserId))).IsInClaim;
        return isConcerned ? throw new Refusal(WishErrors.OwnCase, "这件事和您有关，请由其他工作人员回访") : found;
    }
}
