using LinYuan.Api.Features.Registrations.GridWorkers;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Tests.Wishes.Afterwards;

namespace LinYuan.Tests.Registrations.GridWorkers;

public sealed class GridWorkerTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Mine = "/api/v1/me/grid-worker-applications";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_courier_applies_is_trained_and_is_appointed_on_two_levels()
    {
        var community = await lane.NewCommunity();
        var (courier, staff, street) = (await lane.NewCourier(community), await community.Staff(), await lane.NewStaff(community.StreetId));

        var applied = (await courier.Post(Mine, new { communityId = community.IdText })).ShouldBe(201);
        (applied.Text("status"), applied.Text("communityName"), applied.Text("realName"), applied.Text("gridId")).ShouldBe(("applied", community.Name, "测*", null));
        Actions(applied).ShouldBe(["withdraw"]);
        (await staff.IdsOf("/staff/v1/grid-workers")).ShouldBe([applied.Id]);
        Actions((await Do(staff, applied.Id, "train")).ShouldBe(200)).ShouldBe(["appoint", "end"]);
        (await Do(staff, applied.Id, "appoint")).ShouldBe(200).Text("status").ShouldBe("proposed");
        (await IsAppointed(courier, community)).ShouldBeFalse();
        var later = (await (await lane.NewCourier(community)).Post(Mine, new { communityId = community.IdText })).ShouldBe(201).Id;
        (await street.IdsOf("/staff/v1/grid-workers")).ShouldBe([applied.Id, later]);
        (await staff.IdsOf("/staff/v1/grid-workers?status=applied")).ShouldBe([later]);
        var page = (await staff.Get("/staff/v1/grid-workers?limit=1")).ShouldBe(200);
        page.Text("items.0.id").ShouldBe(applied.Id);
        (await staff.IdsOf("/staff/v1/grid-workers?limit=1&after=" + page.Text("next"))).ShouldBe([later]);
        var appointed = (await Do(street, applied.Id, "confirm")).ShouldBe(200);

        appointed.Text("status").ShouldBe("appointed");
        Actions(appointed).ShouldBe(["end"]);
        DateTimeOffset.Parse(appointed.Text("termEndsAt")!).ShouldBe(lane.Clock.Now.AddDays(365));
        (await IsAppointed(courier, community)).ShouldBeTrue();
        (await lane.Sql.List<string>("SELECT action FROM grid_worker_events WHERE grid_worker_id = @Id ORDER BY id", new { applied.Id }))
            .ShouldBe(["apply", "train", "appoint", "confirm"]);
        (await lane.Told(applied.Id, "gridWorker.applied")).ShouldBe([staff.Id]);
        (await lane.Told(applied.Id, "gridWorker.trained")).ShouldBe([courier.Id]);
        (await lane.Told(applied.Id, "gridWorker.toConfirm")).ShouldBe([street.Id]);
        (await lane.Told(applied.Id, "gridWorker.appointed")).ShouldBe([courier.Id]);
    }

    [Fact]
    public async Task A_part_time_grid_worker_shows_the_role_and_gains_nothing_that_staff_see()
    {
        var community = await lane.NewCommunity();
        var (courier, _) = await Appointed(community);
        await courier.SignIn();

        var me = (await courier.Get("/api/v1/me")).ShouldBe(200);
        (me["roles"].GetArrayLength(), me.Text("roles.0.role"), me.Text("roles.0.areaId"), me.Text("roles.0.areaName"))
            .ShouldBe((1, "gridWorker", community.IdText, community.Name));
        foreach (var path in new[] { "/staff/v1/registrations", "/staff/v1/wishes", "/staff/v1/grid-workers" })
            (await courier.Get(path)).ShouldBeRefused(403, "access.denied");
    }

    [Fact]
    public async Task A_grid_lies_in_its_community_and_exactly_one_of_both_is_named()
    {
        var community = await lane.NewCommunity();
        var volunteer = await (await lane.NewPerson()).RegistersWith(community, "volunteer");
        var grid = await lane.Sql.Insert(
            "INSERT INTO areas (parent_id, level, code, name, district_id, street_id, community_id) VALUES (@Id, 'grid', @code, '第一网格', @DistrictId, @StreetId, @Id)",
            new { community.Id, community.DistrictId, community.StreetId, code = lane.Unique("g") });

        (await volunteer.Post(Mine, new { })).ShouldBeRefused(400, "request.invalid");
        (await volunteer.Post(Mine, new { gridId = grid.ToString(), communityId = community.IdText })).ShouldBeRefused(400, "request.invalid");
        (await volunteer.Post(Mine, new { gridId = community.IdText })).ShouldBeRefused(400, "request.invalid")["errors.gridId"].GetArrayLength().ShouldBe(1);
        (await volunteer.Post(Mine, new { communityId = grid.ToString() })).ShouldBeRefused(400, "request.invalid")["errors.communityId"].GetArrayLength().ShouldBe(1);
        var applied = (await volunteer.Post(Mine, new { gridId = grid.ToString() })).ShouldBe(201);
        (applied.Text("gridName"), applied.Text("communityId")).ShouldBe(("第一网格", community.IdText));
        (await volunteer.Post(Mine, new { communityId = community.IdText })).ShouldBeRefused(409, "gridworker.already_live");
    }

    [Fact]
    public async Task Without_an_active_registration_as_courier_or_volunteer_nobody_applies_and_nobody_counts()
    {
        var community = await lane.NewCommunity();
        (await (await lane.NewPerson()).Post(Mine, new { communityId = community.IdText })).ShouldBeRefused(403, "registration.required");
        (await (await lane.NewMember(community)).Post(Mine, new { communityId = community.IdText })).ShouldBeRefused(403, "registration.required");

        var (courier, _) = await Appointed(community);
        await courier.EndRegistration(community, "courier");
        (await IsAppointed(courier, community)).ShouldBeFalse();
        (await courier.Get("/api/v1/me"))["roles"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task With_the_registration_the_appointment_on_it_ends_and_a_new_one_may_be_applied_for()
    {
        var community = await lane.NewCommunity();
        var (courier, id) = await Appointed(community);
        await courier.RegistersWith(community, "volunteer");
        var applicant = await lane.NewCourier(community);
        var applied = (await applicant.Post(Mine, new { communityId = community.IdText })).ShouldBe(201).Id;

        await courier.EndRegistration(community, "courier");
        await applicant.EndRegistration(community, "courier");

        foreach (var (who, application) in new[] { (courier, id), (applicant, applied) })
        {
            var mine = (await who.Get(Mine)).ShouldBe(200);
            (mine.Text("items.0.status"), mine.Text("items.0.reason")).ShouldBe(("ended", "报到已结束"));
            (await lane.Told(application, "gridWorker.ended")).ShouldBe([who.Id]);
            (await lane.Sql.Count("grid_worker_events WHERE grid_worker_id = @application AND action = 'end' AND to_status = 'ended'", new { application })).ShouldBe(1);
        }
        (await courier.Post(Mine, new { communityId = community.IdText })).ShouldBe(201);
    }

    [Fact]
    public async Task The_end_of_another_registration_leaves_the_appointment_as_it_is()
    {
        var community = await lane.NewCommunity();
        var (courier, _) = await Appointed(community);
        await courier.RegistersWith(community, "volunteer");

        await courier.EndRegistration(community, "volunteer");

        (await IsAppointed(courier, community)).ShouldBeTrue();
    }

    [Fact]
    public async Task Each_step_is_refused_to_those_who_may_not_take_it()
    {
        var community = await lane.NewCommunity();
        var (courier, staff, street) = (await lane.NewCourier(community), await community.Staff(), await lane.NewStaff(community.StreetId));
        var neighbour = await (await lane.NewCommunityIn(community.DistrictId, community.StreetId)).Staff();
        var id = (await courier.Post(Mine, new { communityId = community.IdText })).ShouldBe(201).Id;

        (await Do(neighbour, id, "train")).ShouldBeRefused(404, "resource.not_found");
        (await Do(courier, id, "train")).ShouldBeRefused(403, "access.denied");
        (await Do(staff, id, "appoint")).ShouldBeRefused(409, "gridworker.not_open");
        (await Do(staff, id, "renew")).ShouldBeRefused(409, "gridworker.not_open");
        await courier.BecomesStaffOf(community.StreetId);
        (await Do(courier, id, "train")).ShouldBeRefused(403, "gridworker.own_case");
        (await Do(street, id, "train")).ShouldBe(200);
        (await Do(street, id, "appoint")).ShouldBe(200);
        (await Do(street, id, "confirm")).ShouldBeRefused(403, "gridworker.same_person");
        (await Do(staff, id, "confirm")).ShouldBeRefused(403, "access.denied");
        (await Do(courier, id, "confirm")).ShouldBeRefused(403, "gridworker.own_case");
        (await Do(await lane.NewStaff(community.DistrictId), id, "confirm")).ShouldBe(200);
        (await Do(staff, id, "renew")).ShouldBeRefused(409, "gridworker.too_early");
        (await Do(staff, id, "train")).ShouldBeRefused(409, "gridworker.not_open");
    }

    [Fact]
    public async Task Staff_end_it_with_a_reason_and_the_person_steps_back_without_one_and_may_apply_again()
    {
        var community = await lane.NewCommunity();
        var (courier, id) = await Appointed(community);
        var (staff, other) = (await community.Staff(), await lane.NewPerson());
        (await staff.Post($"/staff/v1/grid-workers/{id}/end", new { reason = "" })).ShouldBeRefused(400, "request.invalid");

        var ended = (await staff.Post($"/staff/v1/grid-workers/{id}/end", new { reason = "连续缺席培训" })).ShouldBe(200);

        (ended.Text("status"), ended["actions"].GetArrayLength()).ShouldBe(("ended", 0));
        (await courier.Get(Mine)).Text("items.0.reason").ShouldBe("连续缺席培训");
        (await IsAppointed(courier, community)).ShouldBeFalse();
        (await lane.Told(id, "gridWorker.ended")).ShouldBe([courier.Id]);
        (await lane.Sql.Count("grid_workers WHERE id = @id AND CONVERT(reason_enc USING utf8mb4) LIKE '%缺席%'", new { id })).ShouldBe(0);
        var again = (await courier.Post(Mine, new { communityId = community.IdText })).ShouldBe(201).Id;
        (await other.Post($"{Mine}/{again}/withdraw")).ShouldBeRefused(404, "resource.not_found");
        (await courier.Post($"{Mine}/{again}/withdraw")).ShouldBe(200).Text("status").ShouldBe("ended");
        (await courier.Post($"{Mine}/{again}/withdraw")).ShouldBeRefused(409, "gridworker.not_open");
    }

    [Fact]
    public async Task Two_at_once_make_one_application_one_move_and_one_term()
    {
        var community = await lane.NewCommunity();
        var (courier, staff, street) = (await lane.NewCourier(community), await community.Staff(), await lane.NewStaff(community.StreetId));

        var applied = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => courier.Post(Mine, new { communityId = community.IdText })));
        applied.Count(answer => answer.Code == "gridworker.already_live").ShouldBe(4);
        var id = applied.Single(answer => answer.Status == 201).Id;
        foreach (var (who, step) in new[] { (staff, "train"), (staff, "appoint"), (street, "confirm") })
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Do(who, id, step)));
            (answers.Count(answer => answer.Status == 200), answers.Count(answer => answer.Code == "gridworker.not_open")).ShouldBe((1, 4), step);
        }
        var end = DateTimeOffset.Parse((await courier.Get(Mine)).Text("items.0.termEndsAt")!);
        lane.Clock.Advance(TimeSpan.FromDays(320));
        await Task.WhenAll(staff.SignIn(), courier.SignIn());
        var renewed = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Do(staff, id, "renew")));

        renewed.Count(answer => answer.Status == 200).ShouldBe(1);
        DateTimeOffset.Parse((await courier.Get(Mine)).Text("items.0.termEndsAt")!).ShouldBe(end.AddDays(365));
    }

    [Fact]
    public async Task A_renewal_is_offered_only_while_it_is_accepted()
    {
        var community = await lane.NewCommunity();
        var (_, id) = await Appointed(community);
        var staff = await community.Staff();
        foreach (var (days, offered, refusal) in new[] { (304, "end", "gridworker.too_early"), (1, "renew,end", null), (60, "end", "gridworker.not_open") })
        {
            lane.Clock.Advance(TimeSpan.FromDays(days));
            await staff.SignIn();
            var listed = (await staff.Get("/staff/v1/grid-workers?status=appointed")).ShouldBe(200).Items.Single();
            listed.GetProperty("actions").EnumerateArray().Select(word => word.GetString()).ShouldBe(offered.Split(','));
            if (refusal is not null)
                (await Do(staff, id, "renew")).ShouldBeRefused(409, refusal);
        }
    }

    [Fact]
    public async Task Three_runners_that_race_remind_once_and_end_the_term_once()
    {
        var community = await lane.NewCommunity();
        var (courier, id) = await Appointed(community);
        var staff = await community.Staff();

        lane.Clock.Advance(TimeSpan.FromDays(335) - TimeSpan.FromMinutes(1));
        await lane.Race<RemindGridWorkers>();
        (await lane.Told(id, GridWorkerNews.TermEnding)).ShouldBeEmpty();
        lane.Clock.Advance(TimeSpan.FromMinutes(1));
        await lane.Race<RemindGridWorkers>();
        (await lane.Told(id, GridWorkerNews.TermEnding)).ShouldBe(new[] { courier.Id, staff.Id }.Order());
        await lane.Race<EndGridWorkerTerms>();
        (await IsAppointed(courier, community)).ShouldBeTrue();

        lane.Clock.Advance(TimeSpan.FromDays(30));
        (await IsAppointed(courier, community)).ShouldBeFalse("the term is judged at every reading, not by the job");
        await lane.Race<EndGridWorkerTerms>();
        (await lane.Sql.Count("grid_workers WHERE id = @id AND status = 'ended'", new { id })).ShouldBe(1);
        (await lane.Sql.Count("grid_worker_events WHERE grid_worker_id = @id AND action = 'expire'", new { id })).ShouldBe(1);
        (await lane.Told(id, "gridWorker.expired")).ShouldBe(new[] { courier.Id, staff.Id }.Order());
        await lane.Race<RemindGridWorkers>();
        (await lane.Told(id, GridWorkerNews.TermEnding)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_deletes_the_account_is_no_grid_worker_any_more()
    {
        var community = await lane.NewCommunity();
        var (courier, id) = await Appointed(community);
        (await courier.Get("/api/v1/me/data")).ShouldBe(200).Body.ShouldContain("termEndsAt");

        (await courier.Delete("/api/v1/me")).ShouldBe(204);

        (await IsAppointed(courier, community)).ShouldBeFalse();
        (await lane.Sql.Count("grid_workers WHERE id = @id AND status = 'ended' AND ended_at IS NOT NULL", new { id })).ShouldBe(1);
        (await lane.Told(id, "gridWorker.withdrawn")).ShouldBe([(await community.Staff()).Id]);
    }

    private Task<(Person Worker, string Id)> Appointed(Community community) => lane.NewGridWorker(community);

    private static Task<Answer> Do(Client who, string id, string step) =>
        who.Post($"/staff/v1/grid-workers/{id}/{step}", step == "end" ? new { reason = "不再需要" } : null);

    private static IReadOnlyList<string> Actions(Answer answer) => [.. answer["actions"].EnumerateArray().Select(word => word.GetString()!)];

    private Task<bool> IsAppointed(Person person, Community community) =>
        lane.Part<Db>().Read(session => lane.Part<GridWorkerStore>().IsAppointed(session, person.Id, community.Id));
}
