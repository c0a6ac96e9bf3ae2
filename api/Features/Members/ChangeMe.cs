using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Members;

public sealed record ChangeMeRequest([property: Text(1, 20), ForOthers] string Nickname);

/// <summary>Sets the nickname, after WeChat's text check.</summary>
public static class ChangeMe
{
    public static async Task<MeView> Handle(
        ChangeMeRequest body, Caller caller, Db db, MemberStore members, RegistrationStore registrations, GridWorkerStore gridWorkers,
        AreaStore areas, TextChecks texts)
    {
        await texts.Require(caller.UserId, TextScene.Profile, body.Nickname);
        await db.InTransaction(caller, tx => members.SetNickname(tx, caller.UserId, body.Nickname));
        return await GetMe.Handle(caller, db, members, registrations, gridWorkers, areas);
    }
}
