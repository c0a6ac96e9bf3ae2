using FastEndpoints;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Clues.Following;

/// <summary>The caller hears everything about the clue again.</summary>
public sealed class UnmuteClue(ClueCases clues) : Operation<EmptyRequest, NoContent>
{
    public override void Configure()
    {
        Delete("/clues/{id}/mute");
        Group<People>();
        Removes(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        await clues.See(Id.Value, Caller);
        await clues.Quit(Id.Value, CasePart.Muted, Caller);
        return TypedResults.NoContent();
    }
}
