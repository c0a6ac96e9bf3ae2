using FastEndpoints;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Members.Account;

/// <summary>The caller takes along everything that is held on them, area by area, in plain text for the caller alone.</summary>
public sealed class ExportMyData(Db db, IEnumerable<PersonalData> held, IServiceProvider services)
    : ReadOperation<EmptyRequest, Dictionary<string, object>>
{
    public override void Configure()
    {
        Get("/me/data");
        Group<People>();
        Reads();
    }

    protected override Task<Dictionary<string, object>> Read(EmptyRequest request, CancellationToken ct) => db.Read(async session =>
    {
        var sections = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var data in held)
            sections[data.Section] = await data.Export(services, session, Caller.UserId);
        return sections;
    });
}
