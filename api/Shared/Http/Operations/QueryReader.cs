using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace LinYuan.Api.Shared.Http;

/// <summary>One word of a query, as the record says that reads it.</summary>
/// <param name="Word">As clients write it.</param>
/// <param name="Type">Without the mark that it may be missing, since every word may.</param>
/// <param name="Owner">The record in whose comment it is described.</param>
public sealed record QueryWord(string Word, Type Type, Type Owner, string Parameter);

/// <summary>
/// Reads the words of a query into a record: one for each parameter of its constructor, and those of a record within it, such as
/// <see cref="PageQuery"/>. What the record looks like is found out once.
/// </summary>
public sealed class QueryReader
{
    private static readonly ConcurrentDictionary<Type, QueryReader> Readers = new();
    private static readonly MethodInfo ListReader = typeof(QueryReader).GetMethod(nameof(ReadList), BindingFlags.NonPublic | BindingFlags.Static)!;
    private readonly ConstructorInvoker make;
    private readonly Func<IQueryCollection, object?>[] parts;

    private QueryReader(Type type)
    {
        var constructor = type.GetConstructors()[0];
        var parameters = constructor.GetParameters();
        make = ConstructorInvoker.Create(constructor);
        parts = Array.ConvertAll(parameters, PartOf);
        Words = [.. parameters.SelectMany(parameter => IsRecord(parameter.ParameterType) ? Of(parameter.ParameterType).Words : [WordOf(parameter, type)])];
    }

    /// <summary>All words that the record reads.</summary>
    public IReadOnlyList<QueryWord> Words { get; }

    public static QueryReader Of(Type type) => Readers.GetOrAdd(type, static read => new QueryReader(read));

    public object Read(IQueryCollection query) => make.Invoke(Array.ConvertAll(parts, part => part(query)).AsSpan());

    private static Func<IQueryCollection, object?> PartOf(ParameterInfo parameter)
    {
        var (type, word) = (parameter.ParameterType, NameOf(parameter));
        if (IsRecord(type))
            return query => Of(type).Read(query);
        if (type == typeof(string))
            return query => (string?)query[word];
        if (ItemOf(type) is { IsEnum: true } item)
        {
            var read = ListReader.MakeGenericMethod(item).CreateDelegate<Func<StringValues, string, object>>();
            return query => read(query[word], word);
        }
        var plain = Nullable.GetUnderlyingType(type);
        if (plain == typeof(bool))
            return query => ReadBoolean(query[word], word);
        if (plain?.IsEnum == true)
            return query => JsonConventions.ParseWord(plain, query[word], word);
        throw new InvalidOperationException($"{parameter.Member.DeclaringType!.Name} reads {word} as {type.Name}, for which there is no way.");
    }

    /// <summary>What the list holds that a word which may come several times is read into; null for a word that comes once.</summary>
    internal static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static IReadOnlyList<T> ReadList<T>(StringValues given, string word)
        where T : struct, Enum => [.. given.Select(one => JsonConventions.ParseWord<T>(one, word)).OfType<T>()];

    private static object? ReadBoolean(string? given, string word) => given switch
    {
        null or "" => null,
        "true" => true,
        "false" => false,
        _ => throw Refusal.Invalid(word, "只能是：true、false"),
    };

    private static QueryWord WordOf(ParameterInfo parameter, Type owner) =>
        new(NameOf(parameter), Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType, owner, parameter.Name!);

    private static string NameOf(ParameterInfo parameter) => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);

    private static bool IsRecord(Type type) => type is { IsClass: true } && type != typeof(string);
}
