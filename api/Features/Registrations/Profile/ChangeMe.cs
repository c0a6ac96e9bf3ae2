using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Registrations.Profile;

[ValidatableType]
public sealed record ChangeMeRequest([property: Text(1, 20), ForOthers] string Nickname);

/// <summary>The caller sets their nickname, after WeChat's text check.</summary>
public sealed class ChangeMe(TextChecks texts, MemberStore members, Db db, MyProfile profile) : Operation<ChangeMeRequest, MeView>
{
    protected override string Tag => "Members";

    public override void Configure()
    {
        Patch("/me");
        Group<People>();
        Changes(WeChatRefusals.RiskyContent);
    }

    protected override async Task<IResult> Handle(ChangeMeRequest request, CancellationToken ct)
    {
        await texts.Require(Caller.UserId, TextScene.Profile, request.Nickname);
        await db.InTransaction(Caller, tx => members.SetNickname(tx, Caller.UserId, request.Nickname));
        return TypedResults.Ok(await profile.Of(Caller));
    }
}
