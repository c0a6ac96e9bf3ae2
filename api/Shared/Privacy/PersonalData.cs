using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Shared.Privacy;

/// <summary>
/// What one area holds on a person: how to show it to that person, and how to erase it. An area that stores anything on a person
/// registers one.
/// </summary>
public sealed record PersonalData(
    string Section,
    Func<IServiceProvider, DbSession, long, Task<object>> Export,
    Func<IServiceProvider, Tx, long, Task> Erase);
