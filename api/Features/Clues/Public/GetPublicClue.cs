using FastEndpoints;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Public;

/// <summary>Anyone reads a clue as everyone may see it, once staff have written a public text.</summary>
public sealed class GetPublicClue(ClueStore store, ClueViews views, Db db) : ReadOperation<EmptyRequest, PublicClueView>
{
    public override void Configure()
    {
        Get("/clues/{id}");
        Group<Open>();
        Reads(NotFound);
        Keeps(CluesModule.Shelf);
    }

    protected override async Task<PublicClueView> Read(EmptyRequest request, CancellationToken ct) =>
        await db.Read(session => store.Find(session, Id.Value)) is { IsListed: true } clue
            ? ClueViews.Public(clue, await views.PlaceNameOf(clue))
            : throw new Refusal(NotFound);
}
