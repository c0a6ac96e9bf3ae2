using LinYuan.Api.Shared.Data;

namespace LinYuan.Benchmarks.Wishes;

/// <summary>One form of a query that people or jobs run over the wishes, by the store's own method.</summary>
/// <param name="Name">Of the query; the approved plan's file is named by it.</param>
/// <param name="Page">Of the form: where in the list it reads.</param>
/// <param name="Run">Runs it; the number of rows found. The second argument counts the calls, so that not all of them ask for the same.</param>
internal sealed record WishQuery(string Name, string Page, Func<DbSession, int, Task<int>> Run);
