using System.Reflection;
using System.Text.Json.Nodes;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Tests.Contract;
using LinYuan.Tests.Photos;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace LinYuan.Tests.Members.Deletion;

/// <summary>An operation by which a person writes, read from the route table, with a body that gets as far as its transaction.</summary>
internal sealed record WritingOperation(string Name, HttpMethod Method, string Pattern, Type? Body, bool NeedsKey, bool TakesFile)
{
    private static readonly string[] LeftOut =
    [
        "onBehalf", "deliverBy", "unitId", "teamId", "registrationId", "districtId", "gridId", "isEmergency", "location", "exceptions",
        "workerNumber", "stationId", "availableFrom", "availableUntil",
    ];

    public static IReadOnlyList<WritingOperation> All(Lane lane) =>
    [
        .. from endpoint in Operation.Endpoints(lane)
           let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
           where pattern.StartsWith("/api/v1/", StringComparison.Ordinal) || pattern.StartsWith("/staff/v1/", StringComparison.Ordinal)
           where endpoint.Metadata.GetMetadata<OnlyComputes>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
           where method is not ("GET" or "HEAD" or "OPTIONS")
           let name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.DisplayName!
           orderby name, method
           select new WritingOperation(
               name, HttpMethod.Parse(method), pattern, BodyOf(endpoint),
               endpoint.Metadata.GetMetadata<NeedsIdempotencyKey>() is not null, endpoint.Metadata.GetMetadata<TakesFile>() is not null),
    ];

    public override string ToString() => $"{Name} ({Method} {Pattern})";

    public Task<Answer> By(Leaver leaver, LeaversWorld world)
    {
        var path = leaver.At(Pattern);
        // With the word that confirms it.
        if (Name == "DeleteMe")
            return leaver.Person.Delete(path);
        if (TakesFile)
            return leaver.Person.UploadTo(path + (Pattern.Contains("/wishes/") ? "?for=wish" : Pattern.Contains("/clues/") ? "?for=clue" : ""));
        return leaver.Person.Send(Method, path, Body is null ? null : Filled(world).ToJsonString(), NeedsKey ? Client.NewKey() : Client.NoKey);
    }

    /// <summary>A body that may be missing is left out.</summary>
    private static Type? BodyOf(RouteEndpoint endpoint) => Operation.ClassOf(endpoint) is null ? BodyOf(Operation.HandlerOf(endpoint)!)
        : endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is { IsOptional: false } ? Operation.BodyOf(endpoint) : null;

    private static Type? BodyOf(MethodInfo handler) => handler.GetParameters().Where(parameter => SampleBody.IsBody(parameter.ParameterType))
        .Where(parameter => new NullabilityInfoContext().Create(parameter).ReadState != NullabilityState.Nullable)
        .Select(parameter => parameter.ParameterType).FirstOrDefault();

    private JsonObject Filled(LeaversWorld world)
    {
        var body = SampleBody.Of(Body!);
        foreach (var field in LeftOut)
            body.Remove(field);
        foreach (var (field, value) in Known(world))
        {
            if (body.ContainsKey(field))
                body[field] = value;
        }
        return body;
    }

    private Dictionary<string, JsonNode> Known(LeaversWorld world) => new(StringComparer.Ordinal)
    {
        ["communityId"] = world.Community.IdText,
        ["areaId"] = world.Community.IdText,
        ["memberId"] = world.Member.Id.ToString(),
        ["leaderId"] = world.Member.Id.ToString(),
        ["userId"] = world.Member.Id.ToString(),
        ["ownerId"] = world.Clue.Owner.Id.ToString(),
        ["helperIds"] = new JsonArray(),
        ["intoId"] = world.Ids["into"],
        ["rewardId"] = world.Ids["/staff/v1/rewards"],
        ["stationCode"] = world.Ids["stationCode"],
        ["kind"] = Name == "SubmitRegistration" ? "volunteer" : SampleBody.Of(Body!)["kind"]?.DeepClone() ?? "other",
        ["code"] = Name == "BindPhone" ? $"phone-13900000000.{Guid.NewGuid():N}" : "0000000000",
        ["results"] = new JsonObject { ["wishApproved"] = "accept" },
        ["outcome"] = SampleBody.Of(Body!)["outcome"]?.DeepClone() ?? "",
    };
}
