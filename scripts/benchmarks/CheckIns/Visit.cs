using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Benchmarks.Servers;

namespace LinYuan.Benchmarks.CheckIns;

/// <summary>
/// The check-in of one courier at one station; each number is another courier, so that every one is accepted and credited and none
/// finds its session in a cache, as in life, where a courier opens the app and scans.
/// </summary>
internal sealed record Visit(int Number)
{
    private const long FirstUser = 7_000_000_000_000;
    private const long FirstStation = 8_000_000_000_000;
    private const int Stations = 152;

    /// <summary>Thirteen of the letters that a station's code may have; the script has the same.</summary>
    private const string CodeLetters = "ABCDEFGHJKMNP";

    public long UserId => FirstUser + Number;

    public long StationId => FirstStation + Station;

    public string StationCode => $"STATQN{CodeLetters[Station / 13]}{CodeLetters[Station % 13]}";

    /// <summary>43 characters that end as 32 bytes in base 64 may end.</summary>
    public string Token => $"bench{Number:D37}0";

    public string Key => "check-in-" + Number.ToString("D10");

    private int Station => Number % Stations;

    public static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static async Task Fill(BenchDatabase database, int couriers)
    {
        await using var connection = await database.Connect();
        await connection.ExecuteAsync(EmbeddedSql.Read("fill-couriers.sql"), new
        {
            couriers,
            now = database.Part<TimeProvider>().GetUtcNow().UtcDateTime,
            name = database.Part<FieldCipher>().Encrypt(RegistrationStore.NamePurpose, "测试小哥"),
        }, commandTimeout: 120);
    }

    /// <summary>Sends it and gives its answer; anything but 201 ends the benchmark, since it would measure something else.</summary>
    public async Task<string> Send(HttpClient http)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/check-ins");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Key);
        request.Content = new StringContent($$"""{"stationCode":"{{StationCode}}"}""", Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return (int)answer.StatusCode == 201
            ? body
            : throw new InvalidOperationException($"Check-in {Number} was answered {(int)answer.StatusCode}: {body}");
    }
}
