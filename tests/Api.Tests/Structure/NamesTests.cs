using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LinYuan.Api.Shared.Contract;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Tests.Contract;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Structure;

/// <summary>One name leads to everything that belongs to an operation or an error; these tests keep it so.</summary>
public sealed partial class NamesTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly Assembly Api = typeof(ErrorCode).Assembly;
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public void An_operation_has_a_name_of_its_own_and_a_handler_that_can_be_found_by_it()
    {
        var wrong = new List<string>();
        foreach (var endpoint in Operation.Endpoints(lane).Where(endpoint => Operation.ClassOf(endpoint) is not null))
        {
            if (endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is var called && called != null && Patched(endpoint, called) != Operation.ClassOf(endpoint)!.Name)
                wrong.Add($"{called} is the class {Operation.ClassOf(endpoint)!.Name}");
        }
        foreach (var endpoint in Operation.Endpoints(lane).Where(endpoint => IsOurs(Operation.HandlerOf(endpoint))))
        {
            var name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
            var handler = Operation.HandlerOf(endpoint)!;
            if (name is null)
                wrong.Add($"{endpoint.DisplayName} has no name");
            // ClaimWish.Handle, or DecideRegistration.Approve for ApproveRegistration, or ReviewWish.AskChanges for AskWishChanges.
            else if (handler.DeclaringType!.Name != Patched(endpoint, name) && !HasTheWordsOf(Patched(endpoint, name), handler.Name))
                wrong.Add($"{name} is handled by {handler.DeclaringType.Name}.{handler.Name}");
        }
        wrong.ShouldBeEmpty();
        Operation.Endpoints(lane).Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName)
            .OfType<string>().ShouldBeUnique();
    }

    [Fact]
    public void What_a_body_is_read_into_is_a_public_record_with_a_name_of_its_own_that_ends_in_Request()
    {
        var bodies = Operation.Endpoints(lane).Select(Operation.HandlerOf).Where(IsOurs)
            .SelectMany(handler => handler!.GetParameters()).Where(parameter => parameter.Name == "body")
            .Select(parameter => parameter.ParameterType)
            .Concat(Operation.Endpoints(lane).Where(endpoint => Operation.ClassOf(endpoint) is not null).Select(Operation.BodyOf).OfType<Type>())
            .Distinct().ToList();

        bodies.Where(body => !body.IsPublic || !body.Name.EndsWith("Request", StringComparison.Ordinal) || body.GetMethod("<Clone>$") is null).ShouldBeEmpty();
        Api.GetTypes().Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal)).Select(type => type.Name).ShouldBeUnique();
    }

    [Fact]
    public void A_type_is_named_by_what_it_is_and_not_by_a_word_that_fits_anything() => Api.GetTypes()
        .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && type.Namespace?.StartsWith("LinYuan", StringComparison.Ordinal) == true)
        .Where(type => Empty().IsMatch(type.Name))
        .Select(type => type.FullName)
        .ShouldBeEmpty();

    [Fact]
    public void An_error_code_is_declared_once_with_its_area_and_its_reason()
    {
        var codes = ContractFiles.AllErrors();

        codes.Select(error => error.Code).ShouldBeUnique();
        codes.Where(error => !Code().IsMatch(error.Code)).ShouldBeEmpty();
        codes.Where(error => error.Status is < 400 or > 503).ShouldBeEmpty();
    }

    [Fact]
    public void An_error_has_a_Chinese_title_that_can_be_shown_as_it_is() => ContractFiles.AllErrors()
        .Where(error => !error.Title.Any(letter => letter is >= '\u4E00' and <= '\u9FFF') || error.Title.EndsWith('。') || error.Title.Length > 60)
        .ShouldBeEmpty();

    [Fact]
    public void Every_error_that_is_declared_is_also_given()
    {
        var source = Repository.Files("api").Where(file => !file.EndsWith("Endpoints.cs", StringComparison.Ordinal)).ToDictionary(file => file, Repository.Read);
        var unused = new List<string>();
        foreach (var field in ErrorFields())
        {
            var (owner, name) = (field.DeclaringType!.Name, field.Name);
            var used = source.Values.Any(text =>
                text.Contains($"{owner}.{name}", StringComparison.Ordinal)
                || text.Contains($".{owner};", StringComparison.Ordinal) && Regex.IsMatch(text, $@"\b{name}\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
                || text.Contains($"class {owner}", StringComparison.Ordinal) && Regex.Count(text, $@"\b{name}\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) > 1);
            if (!used)
                unused.Add($"{owner}.{name}");
        }
        unused.ShouldBeEmpty();
    }

    [Fact]
    public void Life_cycles_and_jobs_have_names_of_their_own()
    {
        lane.Services.GetServices<IStateTable>().Select(table => table.Name).ShouldBeUnique();
        lane.Services.GetServices<IJob>().Select(job => job.Name).ShouldBeUnique();
    }

    [Fact]
    public void A_life_cycle_leads_everywhere_from_its_beginning()
    {
        foreach (var table in lane.Services.GetServices<IStateTable>())
        {
            var rows = table.Rows.ToList();
            var reached = new HashSet<string> { "" };
            // A way has at most as many steps as there are rows.
            for (var step = 0; step < rows.Count; step++)
                reached.UnionWith(rows.Where(row => reached.Contains(row.From)).Select(row => row.To).ToList());
            rows.Where(row => !reached.Contains(row.From) && row.From != "suspended").Select(row => $"{table.Name}: {row.From}").ShouldBeEmpty();
            rows.Select(row => (row.From, row.Action, row.Who, row.To)).ShouldBeUnique();
        }
    }

    /// <summary>The PUT beside a PATCH has its handler, and a name made from its name.</summary>
    private static string Patched(RouteEndpoint endpoint, string name) => endpoint.Metadata.GetMetadata<ByPut>()?.Patch ?? name;

    private static bool HasTheWordsOf(string name, string method)
    {
        var words = Word().Matches(name).Select(word => word.Value).ToList();
        return Word().Matches(method).All(word => words.Remove(word.Value));
    }

    private static IEnumerable<FieldInfo> ErrorFields() => Api.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType == typeof(ErrorCode));

    private static bool IsOurs(MethodInfo? handler) => handler?.DeclaringType?.FullName?.StartsWith("LinYuan.Api.Features", StringComparison.Ordinal) == true;

    [GeneratedRegex("[A-Z][a-z]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("(Helper|Manager|Utils?|Common|Base)s?(`[0-9]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Empty();

    [GeneratedRegex(@"^[a-z]+\.[a-z]+(_[a-z]+)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
