using FastEndpoints;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Public;

/// <summary>The caller reads a clue as they may see it, in whatever role.</summary>
public sealed class GetClue(ClueCases clues, Db db) : ReadOperation<EmptyRequest, ClueView>
{
    public override void Configure()
    {
        Get("/clues/{id}");
        Group<People>();
        Reads(NotFound);
    }

    protected override async Task<ClueView> Read(EmptyRequest request, CancellationToken ct)
    {
        var seen = await clues.See(Id.Value, Caller);
        return await db.Read(session => clues.View(session, Caller, seen));
    }
}
