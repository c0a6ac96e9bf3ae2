using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Judging;

/// <param name="Reason">Read by the owner; needed where the answer is no.</param>
[ValidatableType]
public sealed record DecideExtensionRequest([property: Needed] bool? Grants, [property: Text(2, 200, Optional = true)] string? Reason);

/// <summary>The street or the district grants the owner's request for more time, or turns it down with a reason.</summary>
public sealed class DecideClueExtension(ClueCases clues) : Operation<DecideExtensionRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/decide-extension");
        Group<Staff>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, SamePerson, NoExtension);
    }

    protected override Task<IResult> Handle(DecideExtensionRequest request, CancellationToken ct)
    {
        if (request.Grants == false && string.IsNullOrEmpty(request.Reason))
            throw Refusal.Invalid("reason", "不同意延期，请写明原因");
        return clues.Take(Call, Caller, new(Id.Value, ClueAction.DecideExtension, request.Reason)
        {
            Change = (clue, _) =>
            {
                ClueRules.RequireOther(clue, Caller);
                var days = clue.ExtensionDays ?? throw new Refusal(NoExtension);
                return request.Grants == true ? Extended(clue, days) : clue with { ExtensionDays = null };
            },
        });
    }

    private static Clue Extended(Clue clue, int days)
    {
        var due = clue.DueAt + TimeSpan.FromDays(days);
        return clue with
        {
            ExtensionDays = null, Extensions = clue.Extensions + 1, ExtendedDays = clue.ExtendedDays + days, DueAt = due, AlarmAt = due, IsLate = false,
        };
    }
}
