using System.ComponentModel.DataAnnotations;
using System.Reflection;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Tests.Contract;

/// <summary>
/// A number, a date or a word of a request that is left out and cannot be null reads as its zero: so each has a rule that no zero passes,
/// in the records within requests as well.
/// </summary>
public sealed class LeftOutFieldTests
{
    private static readonly Assembly Api = typeof(NeededAttribute).Assembly;

    [Fact]
    public void No_field_that_is_left_out_is_taken_for_a_zero() => Bodies()
        .SelectMany(type => Fields(type).Where(IsTakenForZero).Select(field => $"{type.Name}.{field.Name}"))
        .ShouldBeEmpty();

    [Fact]
    public void The_records_within_requests_are_among_those_looked_at() =>
        new[] { "CheckInLocation", "ClueLocation", "SpecialDay", "OpeningPeriod", "WishItemRequest" }.Except(Bodies().Select(type => type.Name)).ShouldBeEmpty();

    private static HashSet<Type> Bodies()
    {
        var open = new Queue<Type>(Api.GetTypes().Where(type => type.IsClass && type.Name.EndsWith("Request", StringComparison.Ordinal)));
        HashSet<Type> found = [];
        while (open.TryDequeue(out var type))
        {
            if (!found.Add(type))
                continue;
            foreach (var inner in Fields(type).SelectMany(field => Parts(field.ParameterType)).Where(part => part.IsClass && part.Assembly == Api))
                open.Enqueue(inner);
        }
        return found;
    }

    private static IEnumerable<Type> Parts(Type type) => type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts) : [type];

    private static ParameterInfo[] Fields(Type type) => type.GetConstructors().FirstOrDefault()?.GetParameters() ?? [];

    private static bool IsTakenForZero(ParameterInfo field) =>
        field.ParameterType.IsValueType && Nullable.GetUnderlyingType(field.ParameterType) is null && !field.HasDefaultValue
        && field.Member.DeclaringType!.GetProperty(field.Name!)!.GetCustomAttributes<ValidationAttribute>()
            .All(rule => rule.IsValid(Activator.CreateInstance(field.ParameterType)));
}
