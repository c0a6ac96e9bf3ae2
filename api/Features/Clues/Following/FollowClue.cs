using FastEndpoints;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Following;

/// <summary>What the caller hears of a clue.</summary>
public sealed record ClueFollowView(bool Follows, bool Muted);

/// <summary>The caller says "I saw it too" (关注), instead of reporting it again, and hears what comes of it.</summary>
public sealed class FollowClue(ClueCases clues) : Operation<EmptyRequest, ClueFollowView>
{
    public override void Configure()
    {
        Post("/clues/{id}/follow");
        Group<People>();
        Moves(NotFound, OwnFollow);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        if ((await clues.See(Id.Value, Caller)).Case.ReporterId == Caller.UserId)
            throw new Refusal(OwnFollow);
        return await Call.Move(async tx =>
        {
            await clues.Join(tx, Id.Value, CasePart.Follower, Caller);
            return new ClueFollowView(Follows: true, await clues.Has(tx, Id.Value, CasePart.Muted, Caller));
        });
    }
}
