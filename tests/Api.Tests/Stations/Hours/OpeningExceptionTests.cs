using LinYuan.Api.Features.Stations.Core;
using LinYuan.Tests.CheckIns;

namespace LinYuan.Tests.Stations.Hours;

public sealed class OpeningExceptionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/staff/v1/stations";
    private readonly Lane lane = fixture.Lane;

    public static readonly TheoryData<string> WrongExceptions =
    [
        "[null]",
        "[{}]",
        "[{\"date\":\"2026-10-01\"}]",
        "[{\"date\":\"2026-13-01\",\"closed\":true}]",
        "[{\"date\":\"国庆\",\"closed\":true}]",
        "[{\"date\":\"2026-10-01\",\"closed\":false}]",
        "[{\"date\":\"2026-10-01\",\"closed\":true,\"open\":\"08:00-12:00\"}]",
        "[{\"date\":\"2026-10-01\",\"open\":\"08:00\"}]",
        "[{\"date\":\"2026-10-01\",\"open\":\"08:00-08:00\"}]",
        "[{\"date\":\"2026-10-01\",\"open\":\"24:00-08:00\"}]",
        "[{\"date\":\"2026-10-01\",\"open\":\"8:00-12:00\"}]",
        "[{\"date\":\"2026-10-01\",\"open\":\"08:00-12:00-13:00\"}]",
        "[{\"date\":\"2026-10-01\",\"closed\":true},{\"date\":\"2026-10-01\",\"open\":\"08:00-12:00\"}]",
        $"[{{\"date\":\"2026-10-01\",\"closed\":true,\"note\":\"{new string('节', 21)}\"}}]",
        "\"2026-10-01\"",
    ];

    [Theory]
    [MemberData(nameof(WrongExceptions))]
    public async Task An_exception_that_cannot_be_is_named_and_nothing_changes(string json)
    {
        var community = await lane.NewCommunity();
        var (staff, station) = (await community.Staff(), await community.NewStation());

        var answer = await staff.Send(HttpMethod.Patch, $"{Path}/{station.Id}", $"{{\"exceptions\":{json}}}", Client.NoKey);

        answer.ShouldBeRefused(400, "request.invalid")["errors"].EnumerateObject().ShouldContain(error => error.Name.StartsWith("exceptions"));
        (await lane.Sql.Count("stations WHERE id = @Id AND opening_exceptions IS NULL", new { station.Id })).ShouldBe(1);
    }

    [Theory]
    [InlineData("{\"closed\":true}")]
    [InlineData("{\"open\":\"08:00-12:00\",\"note\":\"国庆节\"}")]
    [InlineData("{\"date\":\"0001-01-01\",\"closed\":true}")]
    public async Task An_exception_without_a_date_is_named_and_the_others_stay(string json)
    {
        var community = await lane.NewCommunity();
        var tomorrow = DateOnly.FromDateTime(lane.Clock.Now.AddHours(8).DateTime).AddDays(1);
        var (staff, station) = (await community.Staff(), await community.NewStation(("exceptions", new object[] { new { date = tomorrow, closed = true } })));

        var answer = await staff.Send(HttpMethod.Patch, $"{Path}/{station.Id}", $"{{\"exceptions\":[{json}]}}", Client.NoKey);

        answer.ShouldBeRefused(400, "request.invalid")["errors"].EnumerateObject().Select(error => error.Name).ShouldContain("exceptions[0].date");
        (await lane.Anyone.Get($"/open/v1/stations/{station.Id}")).ShouldBe(200).Text("exceptions.0.date").ShouldBe(tomorrow.ToString("yyyy-MM-dd"));
    }

    [Fact]
    public async Task Thirty_exceptions_with_full_notes_fit_and_no_more_and_none_that_take_too_much_room()
    {
        var community = await lane.NewCommunity();
        var (staff, station) = (await community.Staff(), await community.NewStation());
        var tomorrow = DateOnly.FromDateTime(lane.Clock.Now.AddHours(8).DateTime).AddDays(1);
        object[] Dates(int count, string letter) => [.. Enumerable.Range(0, count).Select(day => new
        {
            date = tomorrow.AddDays(day), open = "08:00-12:00", note = string.Concat(Enumerable.Repeat(letter, 20)),
        })];

        (await staff.Patch($"{Path}/{station.Id}", new { exceptions = Dates(31, "节") })).ShouldBeRefused(400, "request.invalid");
        (await staff.Patch($"{Path}/{station.Id}", new { exceptions = Dates(30, "🏮") })).ShouldBeRefused(400, "request.invalid")["errors.exceptions"].GetArrayLength().ShouldBe(1);
        (await staff.Patch($"{Path}/{station.Id}", new { exceptions = Dates(30, "节") })).ShouldBe(200)["exceptions"].GetArrayLength().ShouldBe(30);
    }

    [Fact]
    public async Task A_holiday_closes_the_station_everywhere_it_is_shown_and_a_change_replaces_it()
    {
        var community = await lane.NewCommunity();
        var today = DateOnly.FromDateTime(lane.Clock.Now.AddHours(8).DateTime);
        var station = await community.NewStation(
            ("exceptions", new object[] { new { date = today, closed = true, note = "盘点" }, new { date = today.AddDays(-1), closed = true } }), ("seats", 12));
        var path = $"/open/v1/stations/{station.Id}";

        var seen = (await lane.Anyone.Get(path)).ShouldBe(200);
        (seen.Text("openNow"), seen.Number("seats"), seen["exceptions"].GetArrayLength()).ShouldBe(("False", 12, 1));
        (seen.Text("exceptions.0.date"), seen.Text("exceptions.0.note")).ShouldBe((today.ToString("yyyy-MM-dd"), "盘点"));
        (await lane.Anyone.Get($"/open/v1/stations?areaId={community.Id}&openNow=true")).Ids().ShouldBeEmpty();
        (await lane.Anyone.Get($"/open/v1/stations?areaId={community.Id}&openNow=false")).Ids().ShouldBe([station.Id]);
        var page = (await lane.Anyone.Get("/s/" + station.Code)).ShouldBe(200).Body;
        page.ShouldContain($"{today:M月d日} 不开放（盘点）");
        page.ShouldContain("现在未开放");

        var changed = (await (await community.Staff()).Patch($"{Path}/{station.Id}", new { exceptions = Array.Empty<object>() })).ShouldBe(200);
        (changed.Text("openNow"), changed.Number("seats"), changed["exceptions"].GetArrayLength()).ShouldBe(("True", 12, 0));
    }

    [Fact]
    public async Task Without_a_week_a_date_that_is_written_down_counts_and_others_stay_unknown()
    {
        var community = await lane.NewCommunity();
        lane.Clock.AdvanceToChina(12);
        var today = DateOnly.FromDateTime(lane.Clock.Now.AddHours(8).DateTime);
        Task<MadeStation> With(params object[] exceptions) => community.NewStation(("openingHours", null), ("exceptions", exceptions));
        var (closed, open) = (await With(new { date = today, closed = true }), await With(new { date = today, open = "08:00-20:00" }));
        var unknown = await With(new { date = today.AddDays(1), closed = true });

        (await OpenNow(closed), await OpenNow(open), await OpenNow(unknown)).ShouldBe(("False", "True", null));
        (await lane.Anyone.Get($"/open/v1/stations?areaId={community.Id}&openNow=true")).Ids().ShouldBe([open.Id]);
        (await lane.Anyone.Get($"/open/v1/stations?areaId={community.Id}&openNow=false")).Ids().ShouldBe([closed.Id]);
        (await lane.Anyone.Get("/s/" + closed.Code)).Body.ShouldContain("现在未开放");
        var page = (await lane.Anyone.Get("/s/" + unknown.Code)).ShouldBe(200).Body;
        page.ShouldContain("以站内公告为准");
        page.ShouldContain($"{today.AddDays(1):M月d日} 不开放");
        page.ShouldNotContain("现在");
        var visit = (await (await lane.NewCourier(community)).ChecksInAt(closed)).ShouldBe(201);
        visit["proof.signals"].EnumerateArray().Select(signal => signal.GetProperty("name").GetString()).ShouldContain("outsideOpeningHours");
    }

    [Theory]
    [InlineData("2026-09-30T23:00", null)]
    [InlineData("2026-10-01T21:59", false)]
    [InlineData("2026-10-01T23:00", true)]
    [InlineData("2026-10-02T01:59", true)]
    [InlineData("2026-10-02T02:00", null)]
    public void Without_a_week_a_night_that_is_written_down_ends_where_nothing_is_known(string local, bool? isOpen)
    {
        OpeningHours hours = new([]) { Exceptions = [new SpecialDay(new DateOnly(2026, 10, 1), Open: "22:00-02:00")] };

        hours.OpenAt(new DateTimeOffset(DateTime.Parse(local), TimeSpan.FromHours(8))).ShouldBe(isOpen);
    }

    [Theory]
    [InlineData("2026-10-01T09:00", true)]
    [InlineData("2026-10-01T12:30", false)]
    [InlineData("2026-10-02T09:00", false)]
    [InlineData("2026-10-02T01:00", false)]
    [InlineData("2026-10-03T23:30", true)]
    [InlineData("2026-10-04T01:59", true)]
    [InlineData("2026-10-04T02:00", false)]
    [InlineData("2026-10-05T20:30", true)]
    public void On_such_a_date_other_hours_hold_and_the_night_before_ends_as_its_own_day_says(string local, bool isOpen)
    {
        OpeningHours hours = new([new OpeningPeriod([1, 2, 3, 4, 5, 6, 7], "10:00", "21:00")])
        {
            Exceptions =
            [
                new SpecialDay(new DateOnly(2026, 10, 1), Open: "08:00-12:00"),
                new SpecialDay(new DateOnly(2026, 10, 2), Closed: true),
                new SpecialDay(new DateOnly(2026, 10, 3), Open: "22:00-02:00"),
                new SpecialDay(new DateOnly(2026, 10, 4), Closed: true),
            ],
        };

        hours.IsOpen(new DateTimeOffset(DateTime.Parse(local), TimeSpan.FromHours(8))).ShouldBe(isOpen);
    }

    private async Task<string?> OpenNow(MadeStation station) => (await lane.Anyone.Get($"/open/v1/stations/{station.Id}")).ShouldBe(200).Text("openNow");

    [Fact]
    public void Exceptions_read_as_people_write_them_from_today_on()
    {
        OpeningHours hours = new([])
        {
            Exceptions =
            [
                new SpecialDay(new DateOnly(2026, 10, 3), Open: "22:00-02:00"),
                new SpecialDay(new DateOnly(2026, 9, 30), Closed: true),
                new SpecialDay(new DateOnly(2026, 10, 1), Closed: true, Note: "国庆节"),
            ],
        };

        OpeningHoursInWords.Exceptions(hours, new DateOnly(2026, 10, 1), 3).ShouldBe(["10月1日 不开放（国庆节）", "10月3日 22:00–次日02:00"]);
    }
}
