using System.Security.Cryptography;
using System.Text;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCaseOrderer(typeof(SeededOrder))]
[assembly: TestCollectionOrderer(typeof(SeededOrder))]

namespace LinYuan.Tests.Harness;

/// <summary>
/// An order that looks random and is the same wherever the tests lie: left to itself it would depend on the folder, so that a test that
/// leans on another one fails on one machine only. <c>./scripts/test --seed N</c> runs them in other orders.
/// </summary>
public sealed class SeededOrder : ITestCaseOrderer, ITestCollectionOrderer
{
    private static readonly string Seed = Environment.GetEnvironmentVariable("LINYUAN_TEST_SEED") ?? "";

    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase => [.. testCases.OrderBy(test => PlaceOf(test.TestCaseDisplayName), StringComparer.Ordinal)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => PlaceOf(collection.TestCollectionDisplayName), StringComparer.Ordinal)];

    private static string PlaceOf(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Seed + name)));
}
