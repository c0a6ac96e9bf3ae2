using System.Text.RegularExpressions;

namespace LinYuan.Tests.Structure;

/// <summary>The house rules that a reader relies on when looking for something, read from the source files.</summary>
public sealed partial class LayoutTests
{
    private const int MostLines = 300;
    private const int MostLinesOfATest = 400;
    private const int MostFiles = 16;
    private const int MostLinesOfProgram = 70;
    private const string CaseKit = "api/Shared/Cases";

    private static readonly IReadOnlyList<string> Api = Repository.Files("api");
    private static readonly Dictionary<string, string> Text = Api.ToDictionary(file => file, Repository.Read);

    [Fact]
    public void A_table_is_named_in_SQL_only_by_the_store_or_ledger_of_one_area()
    {
        var wrong = new List<string>();
        foreach (var table in Tables())
        {
            var named = new Regex($@"\b(FROM|INTO|UPDATE|JOIN|TABLE)\s+`?{table}\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            // Statistics read what all areas know, and write nothing.
            var files = Api.Where(file => named.IsMatch(Text[file]) && AreaOf(file) != "api/Features/Statistics").ToList();
            if (files.Exists(file => AreaOf(file) == CaseKit))
                files.RemoveAll(file => AreaOf(file) != CaseKit && IsReadInAStore(file, table));
            if (files.Count == 0)
                wrong.Add($"{table} is named nowhere");
            if (files.Select(AreaOf).Distinct().Count() > 1)
                wrong.Add($"{table} belongs to one area, but is named in {string.Join(", ", files)}");
            wrong.AddRange(files.Where(file => !StoreName().IsMatch(file)).Select(file => $"{table} is named in {file}, which is no store or ledger"));
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Statistics_only_read()
    {
        var writes = new Regex(@"\b(INSERT|UPDATE|DELETE|REPLACE)\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

        Api.Where(file => AreaOf(file) == "api/Features/Statistics" && writes.IsMatch(Text[file])).ShouldBeEmpty();
    }

    [Fact]
    public void Shared_knows_no_feature() =>
        Api.Where(file => file.StartsWith("api/Shared/", StringComparison.Ordinal) && Text[file].Contains("LinYuan.Api.Features", StringComparison.Ordinal)).ShouldBeEmpty();

    /// <summary>A push of WeChat's has no caller.</summary>
    [Fact]
    public void What_is_written_for_a_caller_is_written_in_the_callers_name() => Api
        .Where(file => file.StartsWith("api/Features/", StringComparison.Ordinal) && (Text[file].Contains("Caller caller", StringComparison.Ordinal) || Text[file].Contains("Operation<", StringComparison.Ordinal)))
        .Where(file => NamelessTransaction().IsMatch(Text[file]) && !file.EndsWith("/ReceivePush.cs", StringComparison.Ordinal))
        .ShouldBeEmpty();

    [Fact]
    public void Features_reach_the_outside_only_through_the_port_to_WeChat() =>
        Api.Where(file => file.StartsWith("api/Features/", StringComparison.Ordinal) && Text[file].Contains("HttpClient", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void No_statement_reads_columns_that_it_does_not_name() => Api.Where(file => Star().IsMatch(Text[file])).ShouldBeEmpty();

    [Fact]
    public void No_file_is_longer_than_a_reader_can_hold()
    {
        Api.Where(file => Lines(file) > MostLines).Select(file => $"{file}: {Lines(file)} lines").ShouldBeEmpty();
        Repository.Files("tests").Where(file => Lines(file) > MostLinesOfATest).Select(file => $"{file}: {Lines(file)} lines").ShouldBeEmpty();
        Lines("api/Program.cs").ShouldBeLessThanOrEqualTo(MostLinesOfProgram);
    }

    [Fact]
    public void No_folder_holds_more_files_than_fit_on_a_screen() => Api.Concat(Repository.Files("tests"))
        .GroupBy(file => file[..file.LastIndexOf('/')])
        .Where(folder => folder.Count() > MostFiles)
        .Select(folder => $"{folder.Key}: {folder.Count()} files")
        .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_for_later_in_the_source() => Api.Concat(Repository.Files("tests"))
        .Where(file => !file.EndsWith("LayoutTests.cs", StringComparison.Ordinal) && Later().IsMatch(Repository.Read(file)))
        .ShouldBeEmpty();

    [Fact]
    public void A_migration_is_named_by_its_number_and_can_be_run_again()
    {
        var files = Repository.Files("api/Migrations", "*.sql");

        files.Select(file => Path.GetFileName(file)[..4]).ShouldBe(Enumerable.Range(1, files.Count).Select(number => number.ToString("0000")));
        foreach (var file in files)
            NewTable().Count(Repository.Read(file)).ShouldBe(AnyTable().Count(Repository.Read(file)), file);
    }

    private static IEnumerable<string> Tables() => Repository.Files("api/Migrations", "*.sql")
        .SelectMany(file => NewTable().Matches(Repository.Read(file)).Select(match => match.Groups["name"].Value))
        .Except(Repository.Files("api/Migrations", "*.sql").SelectMany(file => OldTable().Matches(Repository.Read(file)).Select(match => match.Groups["name"].Value)));

    /// <summary>"api/Features/Wishes" for all that lies below it, and so for a mechanism of Shared.</summary>
    private static string AreaOf(string file) => string.Join('/', file.Split('/').Take(3));

    /// <summary>What the kit keeps of cases of all kinds the store of a kind may join with its own, and never writes. See Decisions/0024.</summary>
    private static bool IsReadInAStore(string file, string table) => StoreName().IsMatch(file) && !new Regex(
        $@"\b(INTO|UPDATE|DELETE\s+FROM|DELETE\s+\w+\s+FROM|TABLE)\s+`?{table}\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).IsMatch(Text[file]);

    private static int Lines(string file) => Repository.Read(file).AsSpan().Count('\n');

    [GeneratedRegex(@"(Store|Ledger)(\.[A-Z][A-Za-z]+)?\.cs$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StoreName();

    [GeneratedRegex(@"\.InTransaction\((?>\s*)(?![cC]aller\b)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamelessTransaction();

    [GeneratedRegex(@"\bSELECT\s+(\w+\.)?\*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Star();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Later();

    [GeneratedRegex(@"\bCREATE TABLE IF NOT EXISTS (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NewTable();

    [GeneratedRegex(@"\bDROP TABLE IF EXISTS (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OldTable();

    [GeneratedRegex(@"\bCREATE TABLE\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnyTable();
}
