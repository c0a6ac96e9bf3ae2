using FastEndpoints;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Following;

/// <summary>The caller hears of the clue only what waits for their own answer or can be appealed.</summary>
public sealed class MuteClue(ClueCases clues) : Operation<EmptyRequest, ClueFollowView>
{
    public override void Configure()
    {
        Post("/clues/{id}/mute");
        Group<People>();
        Moves(NotFound);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        await clues.See(Id.Value, Caller);
        return await Call.Move(async tx =>
        {
            await clues.Join(tx, Id.Value, CasePart.Muted, Caller);
            return new ClueFollowView(await clues.Has(tx, Id.Value, CasePart.Follower, Caller), Muted: true);
        });
    }
}
