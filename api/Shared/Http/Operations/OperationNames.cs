namespace LinYuan.Api.Shared.Http;

/// <summary>What the place of a class says of the operation that it is.</summary>
internal static class OperationNames
{
    /// <summary>"Wishes" for all operations that stand below that folder of the features.</summary>
    public static string AreaOf(Type operation)
    {
        var steps = operation.Namespace?.Split('.') ?? [];
        return Array.IndexOf(steps, "Features") is >= 0 and var at && at + 1 < steps.Length
            ? steps[at + 1]
            : throw new InvalidOperationException($"{operation.FullName} stands in no area.");
    }
}
