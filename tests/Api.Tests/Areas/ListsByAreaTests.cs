using LinYuan.Tests.Clues;
using LinYuan.Tests.Contract;

namespace LinYuan.Tests.Areas;

/// <summary>Every list can be asked for an area of every level, the grid among them.</summary>
public sealed class ListsByAreaTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Applications = "/api/v1/me/grid-worker-applications";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Every_list_answers_for_an_area_of_every_level()
    {
        var story = await ClueStory.Begin(lane);
        var place = story.Community;
        var lists = (await Operation.All(lane)).Where(operation => operation.Method == HttpMethod.Get && operation.Parameters("query").Contains("areaId")).ToList();
        lists.Count.ShouldBeGreaterThan(20);
        var wrong = new List<string>();
        foreach (var list in lists)
        {
            foreach (var area in new[] { place.DistrictId.ToString(), place.StreetId.ToString(), place.IdText, story.GridId })
            {
                foreach (var query in new[] { "", "&limit=1" }.Take(list.IsPaged ? 2 : 1))
                {
                    var answer = await story.District.Get($"{list.Path}?areaId={area}{query}");
                    if (answer.Status != 200)
                        wrong.Add($"{list}?areaId={area}{query}: {answer.Status} {answer.Body}");
                }
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Staff_of_a_grid_can_open_every_list_of_staff()
    {
        var (story, wrong) = (await ClueStory.Begin(lane), new List<string>());
        foreach (var list in (await Operation.All(lane)).Where(operation => operation is { IsForStaff: true, NamesAThing: false } && operation.Method == HttpMethod.Get))
        {
            var answer = await story.Owner.Get(list.Path);
            if (answer.Status is not (200 or 403))
                wrong.Add($"{list}: {answer.Status} {answer.Body}");
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_lies_in_a_grid_is_listed_there_and_in_no_other()
    {
        var story = await ClueStory.Begin(lane);
        var other = await lane.Sql.Insert("""
            INSERT INTO areas (parent_id, level, code, name, district_id, street_id, community_id)
            VALUES (@Id, 'grid', @code, '二号网格', @DistrictId, @StreetId, @Id)
            """, new { story.Community.Id, code = lane.Unique("g"), story.Community.DistrictId, story.Community.StreetId });
        var courier = await lane.NewCourier(story.Community);
        var application = (await courier.Post(Applications, new { gridId = story.GridId })).ShouldBe(201).Id;
        var clue = (await story.Reporter.Post("/api/v1/clues", new
        {
            gridId = story.GridId, @class = "facilityBroken", place = "三号楼东侧", text = "路灯坏了三天，晚上看不清台阶",
        })).ShouldBe(201).Id;

        foreach (var (list, id) in new[] { ("/staff/v1/grid-workers?", application), ("/staff/v1/clues?status=submitted&", clue) })
        {
            foreach (var (area, holds) in new[] { (story.GridId, true), (story.Community.IdText, true), (other.ToString(), false) })
            {
                var ids = (await story.District.Get($"{list}areaId={area}")).ShouldBe(200).Items.Select(item => item.GetProperty("id").GetString());
                ids.Contains(id).ShouldBe(holds, $"{list}areaId={area}");
            }
        }
    }
}
