using System.Reflection;
using FastEndpoints;
using Microsoft.AspNetCore.Http.Metadata;

namespace LinYuan.Api.Shared.Http;

/// <summary>Says of a type that binds itself which words of the query it reads.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReadsQueryAttribute(params string[] words) : Attribute
{
    public IReadOnlyList<string> Words { get; } = words;
}

/// <summary>
/// The words that an operation's query may hold, read from its handler when the routes are built. A misspelt word would be passed over
/// and the answer would look like that to another question; so it is refused, with the word that was probably meant.
/// </summary>
public sealed class QueryWords
{
    private readonly HashSet<string> known;

    private QueryWords(IEnumerable<string> known) => this.known = new HashSet<string>(known, StringComparer.OrdinalIgnoreCase);

    public static QueryWords Of(RouteEndpointBuilder route)
    {
        if (route.Metadata.OfType<EndpointDefinition>().FirstOrDefault() is { } operation)
            return new QueryWords(OperationBinder.QueryOf(operation).Select(word => word.Word));
        var handler = route.Metadata.OfType<MethodInfo>().FirstOrDefault();
        var inPath = route.RoutePattern.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new QueryWords(handler?.GetParameters().SelectMany(WordsOf).Where(word => !inPath.Contains(word)) ?? []);
    }

    public void RequireKnown(IQueryCollection query)
    {
        if (query.Count == 0 || query.Keys.All(known.Contains))
            return;
        throw new Refusal(RequestErrors.Invalid, fields: query.Keys.Where(word => !known.Contains(word)).Take(20)
            .DistinctBy(NearestWord.Shortened)
            .ToDictionary(NearestWord.Shortened, word => new[] { NearestWord.Hint(word, known) }, StringComparer.Ordinal));
    }

    private static IEnumerable<string> WordsOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<AsParametersAttribute>() is not null)
            return type.GetConstructors()[0].GetParameters().SelectMany(WordsOf);
        if (type.GetCustomAttribute<ReadsQueryAttribute>() is { } own)
            return own.Words;
        if (parameter.GetCustomAttributes().OfType<IFromQueryMetadata>().FirstOrDefault() is { } named)
            return [named.Name ?? parameter.Name!];
        return IsOneWord(type) ? [parameter.Name!] : [];
    }

    /// <summary>As the framework decides it: a text, or what can be read from one.</summary>
    private static bool IsOneWord(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type.GetElementType() ?? type;
        return plain == typeof(string) || plain.IsEnum || plain.GetInterfaces().Any(face =>
            face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>));
    }
}
