using System.Globalization;

namespace LinYuan.Tests.Wishes.Preview;

/// <summary>The day until which help is wanted is one that people plan for.</summary>
public sealed class WantedByTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("9999-12-31")]
    [InlineData("2126-01-01")]
    [InlineData("0001-01-01T00:00:00Z")]
    public async Task A_day_that_nobody_plans_for_is_refused_with_the_last_that_is_taken(string day)
    {
        var refused = (await Post(day)).ShouldBeRefused(400, "request.invalid");

        refused["errors.deliverBy"][0].GetString()!.ShouldStartWith("希望完成的日期");
    }

    [Fact]
    public async Task A_year_ahead_is_taken_and_a_day_more_is_not()
    {
        (await Post(InDays(366))).ShouldBe(201);
        (await Post(InDays(368))).ShouldBeRefused(400, "request.invalid");
    }

    private string InDays(int days) => lane.Clock.Now.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<Answer> Post(string deliverBy)
    {
        var community = await lane.NewCommunity();
        return await (await lane.NewPerson()).Post("/api/v1/wishes", new
        {
            communityId = community.IdText, category = WishStory.Category, title = "修一修门口的灯", story = "楼道口的灯坏了三天", deliverBy,
            contact = new { name = "测试居民", phone = "13900000000", address = "一号楼二单元" },
        });
    }
}
