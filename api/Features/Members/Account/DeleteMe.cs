using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Members.Account;

/// <param name="Confirm">The word <c>delete</c>: nobody's account goes because of a wrong address.</param>
[ValidatableType]
public sealed record DeleteMeRequest([property: Needed(ErrorMessage = DeleteMeRequest.Asked)] string? Confirm)
{
    /// <summary>The word that confirms it.</summary>
    internal const string Confirmation = "delete";

    internal const string Asked = $"注销账号不能撤销，请填写“{Confirmation}”确认";
}

/// <summary>
/// The caller deletes their account: every area erases what it holds, or refuses while a case is open that somebody else depends on. All of
/// it happens in one transaction or not at all. All photos that the person added go, also those by which the owner of a clue showed how it
/// was solved.
/// </summary>
public sealed class DeleteMe(Db db, MemberStore members, IServiceProvider services) : Operation<DeleteMeRequest, NoContent>
{
    protected override bool IsBodyOptional => true;

    public override void Configure()
    {
        Delete("/me");
        Group<People>();
        Removes(MemberErrors.HasOpenCases, StaffErrors.LastOne);
    }

    protected override async Task<IResult> Handle(DeleteMeRequest request, CancellationToken ct)
    {
        if (request.Confirm != DeleteMeRequest.Confirmation)
            throw Refusal.Invalid("confirm", DeleteMeRequest.Asked);
        try
        {
            await db.InTransaction(Caller, tx => AccountErasure.Erase(services, tx, Caller.UserId));
        }
        catch (Refusal refusal) when (refusal.Error == RequestErrors.SessionExpired)
        {
            // Of two taps at once the other has done what this one asked for.
            if (await db.Read(session => members.FindOpenId(session, Caller.UserId)) is not null)
                throw;
        }
        return TypedResults.NoContent();
    }
}
