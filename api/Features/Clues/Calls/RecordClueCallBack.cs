using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Calls;

/// <param name="Score">What the reporter gives, 1 to 5.</param>
/// <param name="Note">For the staff, the owner and the reporter.</param>
[ValidatableType]
public sealed record RecordClueCallBackRequest(
    [property: Needed] CallBackAnswer? Answer, [property: Between(1, 5)] int? Score, [property: Text(1, 200, Optional = true)] string? Note);

/// <summary>
/// Staff write down what the reporter said on the phone (电话回访); only who has opened the phone for this result, so that nobody invents an
/// answer without leaving a trace that the reporter reads.
/// </summary>
public sealed class RecordClueCallBack(
    ClueCases clues, ReporterPhone phone, IOptions<ClueOptions> options) : Operation<RecordClueCallBackRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/call-back");
        Group<Staff>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, SamePerson, CallNotDue, NoPhone, CallFirst, PersonalDetails);
    }

    protected override Task<IResult> Handle(RecordClueCallBackRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.RecordCallBack, request.Note)
        {
            // The owner reads it too, who may be no staff and has no business with the reporter's number.
            Check = () => Shared.Privacy.Details.PersonalDetails.Has(request.Note ?? "")
                ? throw new Refusal(PersonalDetails, "备注里有电话、证件号码等个人信息，请改写后再提交")
                : Task.CompletedTask,
            ChangeIn = async (tx, clue, now) =>
            {
                await phone.RequireRung(tx, clue, Caller, now);
                return (clue with { Answer = request.Answer, Score = request.Score, IsByPhone = true }).Answered(options.Value, now);
            },
        });
}
