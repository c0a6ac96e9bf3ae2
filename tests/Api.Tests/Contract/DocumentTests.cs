using System.Text.Json;
using LinYuan.Api.Shared.Contract;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace LinYuan.Tests.Contract;

public sealed class DocumentTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public void Every_endpoint_says_who_may_call_it() => Operation.Endpoints(lane)
        .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().All(access => access.Policy is null))
        .Select(endpoint => endpoint.DisplayName)
        .ShouldBeEmpty();

    [Fact]
    public void Every_POST_needs_an_idempotency_key_but_those_that_only_compute_or_carry_a_one_time_code_or_a_signature() => Operation.Endpoints(lane)
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
        .Where(endpoint => endpoint.RoutePattern.RawText is not "/api/v1/sessions" and not "/wechat/push")
        .Where(endpoint => endpoint.Metadata.GetMetadata<NeedsIdempotencyKey>() is null && endpoint.Metadata.GetMetadata<OnlyComputes>() is null)
        .Select(endpoint => endpoint.DisplayName)
        .ShouldBeEmpty();

    [Fact]
    public async Task The_document_and_the_routes_agree()
    {
        var documented = (await Operation.All(lane)).Select(operation => operation.Name).ToList();
        var served = Operation.Endpoints(lane)
            .Where(endpoint => new[] { "/api/", "/staff/", "/open/" }.Any(start => endpoint.RoutePattern.RawText!.StartsWith(start, StringComparison.Ordinal)))
            .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.DisplayName);

        documented.ShouldBeUnique();
        served.Order().ShouldBe(documented.Order());
    }

    [Fact]
    public async Task A_route_documents_what_the_mechanisms_refuse_on_it()
    {
        var missing = new List<string>();
        foreach (var operation in await Operation.All(lane))
        {
            Look(operation, operation.IsForStaff, 403, "access.denied");
            Look(operation, operation.NamesAThing, 404, "resource.not_found");
            Look(operation, operation.Body is not null, 400, "request.too_large");
            Look(operation, operation.Body is not null, 415, "request.media_type");
            Look(operation, operation.NeedsKey, 400, "idempotency.key_required");
            Look(operation, operation.NeedsKey, 422, "idempotency.key_reused");
            Look(operation, operation.IsSecured, 401, "session.required");
            Look(operation, true, 400, "request.invalid");
            Look(operation, true, 503, "service.busy");
        }
        missing.ShouldBeEmpty();

        void Look(Operation operation, bool applies, int status, string code)
        {
            if (applies && !operation.Documents(status, code))
                missing.Add($"{operation.Name}: {status} {code}");
        }
    }

    [Fact]
    public async Task Every_operation_says_in_words_of_its_own_what_it_does()
    {
        var summaries = (await Operation.All(lane))
            .Select(operation => (operation.Name, Text: operation.Spec.TryGetProperty("summary", out var text) ? text.GetString()! : "")).ToList();

        summaries.Where(summary => summary.Text.Length < 10).Select(summary => summary.Name).ShouldBeEmpty();
        summaries.GroupBy(summary => summary.Text).Where(same => same.Count() > 1)
            .Select(same => string.Join(", ", same.Select(summary => summary.Name))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_documents_its_limit_and_its_cursor() => (await Operation.All(lane))
        .Where(operation => operation.AnswersAPage && !operation.IsPaged)
        .Select(operation => operation.Name)
        .ShouldBeEmpty();

    [Fact]
    public async Task A_field_of_a_request_is_required_in_the_document_exactly_when_the_code_requires_it()
    {
        var document = (await lane.Anyone.Get("/openapi/v1.json")).Json;
        var wrong = new List<string>();
        foreach (var operation in (await Operation.All(lane)).Where(operation => operation.Body is not null))
        {
            var schema = document.GetProperty("components").GetProperty("schemas").GetProperty(operation.Body!.Name);
            var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToList() : [];
            foreach (var property in operation.Body.GetProperties().Where(property => property.CanWrite))
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
                if (SampleBody.IsNeeded(property) != required.Contains(name))
                    wrong.Add($"{operation.Body.Name}.{name} is {(required.Contains(name) ? "" : "not ")}required in the document");
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_list_in_the_document_says_what_it_holds()
    {
        var document = (await lane.Anyone.Get("/openapi/v1.json")).Json;
        var bare = new List<string>();
        Look(document.GetProperty("components").GetProperty("schemas"), "");
        bare.ShouldBeEmpty();

        void Look(JsonElement node, string path)
        {
            if (node.ValueKind != JsonValueKind.Object)
                return;
            if (node.TryGetProperty("type", out var type) && type.ToString().Contains("array", StringComparison.Ordinal) && !node.TryGetProperty("items", out _))
                bare.Add(path);
            foreach (var field in node.EnumerateObject())
                Look(field.Value, $"{path}/{field.Name}");
        }
    }

    [Fact]
    public async Task The_committed_contract_is_what_the_code_makes()
    {
        var folder = Path.Combine(Repository.Root, "miniprogram-contract");
        foreach (var (name, made) in await ContractFiles.Make(lane.Services))
        {
            var file = Path.Combine(folder, name);
            var committed = File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "";
            (committed == made).ShouldBeTrue($"miniprogram-contract/{name} is not what the code makes: run ./scripts/contract");
        }
    }
}
