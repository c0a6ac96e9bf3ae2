using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Units;

/// <summary>The secretaries of a unit look through its people who may be sent to fulfil a wish, by masked names.</summary>
public sealed class ListUnitMembers(UnitStore units, Db db) : ReadOperation<PageQuery, Page<GroupMemberView>>
{
    public override void Configure()
    {
        Get("/units/{id}/members");
        Group<People>();
        Reads(RequestErrors.NotFound, RequestErrors.AccessDenied);
    }

    protected override async Task<Page<GroupMemberView>> Read(PageQuery request, CancellationToken ct)
    {
        var after = request.AfterOr(0);
        var rows = await db.Read(async session =>
            await units.Find(session, Id.Value) is null ? throw new Refusal(RequestErrors.NotFound)
            : !await units.IsSecretary(session, Id.Value, Caller.UserId) ? throw new Refusal(RequestErrors.AccessDenied)
            : await units.ListMembers(session, Id.Value, after, request.Rows));
        return request.Cut(rows, row => [row.UserId], GroupMemberView.Of);
    }
}
