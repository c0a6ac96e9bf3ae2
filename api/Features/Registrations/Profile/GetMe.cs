using FastEndpoints;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Profile;

/// <summary>The caller reads their own profile; the phone is masked here too, since screens are read over shoulders.</summary>
public sealed class GetMe(MyProfile profile) : ReadOperation<EmptyRequest, MeView>
{
    protected override string Tag => "Members";

    public override void Configure()
    {
        Get("/me");
        Group<People>();
        Reads();
    }

    protected override Task<MeView> Read(EmptyRequest request, CancellationToken ct) => profile.Of(Caller);
}
