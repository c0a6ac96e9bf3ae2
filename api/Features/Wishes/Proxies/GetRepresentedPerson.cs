using FastEndpoints;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Proxies;

/// <summary>Staff look one person without a phone up, who lives in their area.</summary>
public sealed class GetRepresentedPerson(RepresentedPeople represented) : ReadOperation<EmptyRequest, RepresentedPersonView>
{
    protected override string Tag => ProxyModule.Tag;

    public override void Configure()
    {
        Get("/represented-people/{id}");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<RepresentedPersonView> Read(EmptyRequest request, CancellationToken ct) =>
        await represented.View(await represented.Require(Id, Caller));
}
