namespace LinYuan.Api.Shared.Cache;

/// <summary>What is cached under which name, and how long at each tier.</summary>
/// <param name="Name">Unique among all keys, for example <c>wish:17</c>; holds ids only, never personal data.</param>
/// <param name="InProcess">How long one replica answers without asking Redis: the longest that a missed drop can stay visible.</param>
/// <param name="InRedis">How long Redis keeps the value; zero keeps it out of Redis.</param>
/// <param name="KeepsMissing">Whether it is kept as well that there is nothing under this name.</param>
public sealed record CacheKey(string Name, TimeSpan InProcess, TimeSpan InRedis, bool KeepsMissing = true);
