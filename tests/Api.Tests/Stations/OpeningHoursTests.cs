using System.Globalization;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Tests.Stations;

public sealed class OpeningHoursTests
{
    private const string AllWeek = "1234567";
    private const string Weekdays = "12345";

    /// <summary>
    /// Days, from and to of one period; a moment in UTC; whether it is open then. 2 March 2026 is a Monday, and China is eight hours
    /// ahead, so 16:00 UTC is its midnight.
    /// </summary>
    public static readonly TheoryData<string, string, string, string, bool> Moments = new()
    {
        // An ordinary day: the first minute is in it, the last is not.
        { AllWeek, "08:00", "20:00", "2026-03-01T23:59:59Z", false },
        { AllWeek, "08:00", "20:00", "2026-03-02T00:00:00Z", true },
        { AllWeek, "08:00", "20:00", "2026-03-02T11:59:59Z", true },
        { AllWeek, "08:00", "20:00", "2026-03-02T12:00:00Z", false },
        // All day means every minute, also around midnight in China and in UTC.
        { AllWeek, "00:00", "24:00", "2026-03-02T15:59:59Z", true },
        { AllWeek, "00:00", "24:00", "2026-03-02T16:00:00Z", true },
        { AllWeek, "00:00", "24:00", "2026-03-02T23:59:59Z", true },
        { AllWeek, "00:00", "24:00", "2026-03-03T00:00:00Z", true },
        // All day on Monday alone: from Sunday 16:00 UTC to Monday 16:00 UTC.
        { "1", "00:00", "24:00", "2026-03-01T15:59:59Z", false },
        { "1", "00:00", "24:00", "2026-03-01T16:00:00Z", true },
        { "1", "00:00", "24:00", "2026-03-02T15:59:59Z", true },
        { "1", "00:00", "24:00", "2026-03-02T16:00:00Z", false },
        // Past midnight: the tail belongs to the day before.
        { "1", "18:00", "02:00", "2026-03-02T10:00:00Z", true },
        { "1", "18:00", "02:00", "2026-03-02T16:00:00Z", true },
        { "1", "18:00", "02:00", "2026-03-02T17:59:59Z", true },
        { "1", "18:00", "02:00", "2026-03-02T18:00:00Z", false },
        { "1", "18:00", "02:00", "2026-03-01T17:00:00Z", false },
        // Sunday's tail reaches into Monday, and Monday's own begins at 18:00.
        { "7", "18:00", "02:00", "2026-03-01T17:00:00Z", true },
        { "7", "18:00", "02:00", "2026-03-02T17:00:00Z", false },
        // Until midnight, written in either way.
        { AllWeek, "20:00", "24:00", "2026-03-02T15:59:59Z", true },
        { AllWeek, "20:00", "24:00", "2026-03-02T16:00:00Z", false },
        { AllWeek, "20:00", "00:00", "2026-03-02T15:59:59Z", true },
        { AllWeek, "20:00", "00:00", "2026-03-02T16:00:00Z", false },
        // Weekdays: Friday evening in UTC may be Saturday in China, and Sunday evening Monday.
        { Weekdays, "00:00", "06:00", "2026-03-06T15:30:00Z", false },
        { Weekdays, "00:00", "06:00", "2026-03-06T17:00:00Z", false },
        { Weekdays, "00:00", "06:00", "2026-03-05T17:00:00Z", true },
        { Weekdays, "00:00", "06:00", "2026-03-08T17:00:00Z", true },
        { "67", "09:00", "16:00", "2026-03-07T01:00:00Z", true },
        { "67", "09:00", "16:00", "2026-03-08T01:00:00Z", true },
        { "67", "09:00", "16:00", "2026-03-09T01:00:00Z", false },
        // A minute short of a whole day.
        { AllWeek, "08:01", "08:00", "2026-03-02T00:00:00Z", false },
        { AllWeek, "08:01", "08:00", "2026-03-02T00:01:00Z", true },
        { AllWeek, "08:01", "08:00", "2026-03-01T23:59:59Z", true },
    };

    public static readonly TheoryData<string, string> InWords = new()
    {
        { "1234567 08:00 20:00", "每天 08:00–20:00" },
        { "1234567 00:00 24:00", "每天 全天" },
        { "12345 08:30 17:30", "周一至周五 08:30–17:30" },
        { "54321 08:30 17:30", "周一至周五 08:30–17:30" },
        { "67 09:00 16:00", "周六、周日 09:00–16:00" },
        { "135 09:00 16:00", "周一、周三、周五 09:00–16:00" },
        { "7 10:00 02:00", "周日 10:00–次日02:00" },
        { "12345 14:00 18:00|12345 08:00 12:00|6 09:00 12:00", "周一至周五 08:00–12:00、14:00–18:00;周六 09:00–12:00" },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void A_period_is_open_at_these_moments(string days, string from, string to, string moment, bool isOpen)
    {
        var hours = Read($"{days} {from} {to}");

        hours.IsOpen(ChinaTime.Local(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture))).ShouldBe(isOpen);
    }

    [Theory]
    [MemberData(nameof(InWords))]
    public void Hours_read_as_on_a_door(string periods, string words) =>
        string.Join(';', OpeningHoursInWords.Of(Read(periods))).ShouldBe(words);

    [Fact]
    public void It_is_open_when_any_of_its_periods_is()
    {
        var hours = Read("12345 08:00 12:00|12345 14:00 18:00");

        bool OpenAt(int hour) => hours.IsOpen(new DateTimeOffset(2026, 3, 2, hour, 30, 0, TimeSpan.FromHours(8)));

        new[] { 7, 8, 11, 12, 13, 14, 17, 18 }.Where(OpenAt).ShouldBe([8, 11, 14, 17]);
    }

    [Fact]
    public void Without_periods_hours_are_unknown_and_not_closed()
    {
        Read("").IsKnown.ShouldBeFalse();
        Read("1 08:00 09:00").IsKnown.ShouldBeTrue();
    }

    [Fact]
    public void What_is_stored_is_read_back_the_same()
    {
        var hours = Read("12345 08:00 12:00|67 22:00 03:00");

        var read = OpeningHours.FromJson(hours.ToJson());

        OpeningHoursInWords.Of(read).ShouldBe(OpeningHoursInWords.Of(hours));
        hours.ToJson().Length.ShouldBeLessThan(2_000);
    }

    /// <summary>"12345 08:00 12:00", several of them separated by "|".</summary>
    private static OpeningHours Read(string periods) => new(
    [
        .. periods.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(period => period.Split(' ')).Select(words =>
            new OpeningPeriod([.. words[0].Select(day => day - '0')], words[1], words[2])),
    ]);
}
