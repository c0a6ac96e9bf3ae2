namespace LinYuan.Tests.Registrations.Couriers;

public sealed class WorkerNumberTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Staff_see_the_number_while_they_verify_it_and_nobody_sees_it_whole_afterwards()
    {
        var (community, courier) = (await lane.NewCommunity(), await lane.NewPerson());
        var number = NewNumber();

        var submitted = (await Submit(courier, community, number)).ShouldBe(201);
        (submitted.Text("workerNumber"), submitted.Text("verified")).ShouldBe(("****" + number[^4..], "False"));
        var staff = await community.Staff();
        (await staff.Get("/staff/v1/registrations")).Text("items.0.workerNumber").ShouldBe(number);
        var approved = (await Approve(staff, submitted)).ShouldBe(200);

        (approved.Text("workerNumber"), approved.Text("verified")).ShouldBe(("****" + number[^4..], "True"));
        (await courier.Get("/api/v1/me/registrations")).Text("items.0.verified").ShouldBe("True");
        (await lane.Sql.List<long>(
            "SELECT actor_id FROM registration_events WHERE registration_id = @Id AND action = 'verify'", new { submitted.Id })).ShouldBe([staff.Id]);
        (await lane.Sql.Count("registrations WHERE id = @Id AND CONVERT(worker_number_enc USING utf8mb4) LIKE CONCAT('%', @number, '%')", new { submitted.Id, number })).ShouldBe(0);
        (await courier.Get("/api/v1/me/data")).Body.ShouldContain(number);
        (await courier.Delete("/api/v1/me")).ShouldBe(204);
        (await lane.Sql.Count("registrations WHERE id = @Id AND worker_number_enc IS NULL AND worker_number_hash IS NULL", new { submitted.Id })).ShouldBe(1);
    }

    [Fact]
    public async Task A_courier_without_a_number_is_approved_and_not_verified()
    {
        var community = await lane.NewCommunity();
        var courier = await lane.NewCourier(community);

        var mine = (await courier.Get("/api/v1/me/registrations")).ShouldBe(200);

        (mine.Text("items.0.status"), mine.Text("items.0.workerNumber"), mine.Text("items.0.verified")).ShouldBe(("active", null, null));
        (await lane.Sql.Count("registration_events WHERE registration_id = @Id AND action = 'verify'", new { Id = mine.Text("items.0.id") })).ShouldBe(0);
    }

    [Theory]
    [InlineData("volunteer", "美团", "workerNumber")]
    [InlineData("courier", null, "platform")]
    public async Task A_number_belongs_to_a_courier_of_a_platform(string kind, string? platform, string field)
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());

        var answer = await person.Post("/api/v1/registrations", new { communityId = community.IdText, kind, realName = "测试用名", platform, workerNumber = "A1" });

        answer.ShouldBeRefused(400, "request.invalid")["errors." + field].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task The_same_number_of_another_person_is_told_to_staff_at_the_approval_and_to_nobody_else()
    {
        var (community, elsewhere, number) = (await lane.NewCommunity(), await lane.NewCommunity(), NewNumber());
        var (staff, far) = (await community.Staff(), await elsewhere.Staff());
        var first = await Submit(await lane.NewPerson(), community, number);
        (await Approve(staff, first)).ShouldBe(200);

        var typedOtherwise = (await Submit(await lane.NewPerson(), community, $" {number.ToLowerInvariant()[..3]}-{number[3..]} ", "美 团")).ShouldBe(201);
        var refused = (await Approve(staff, typedOtherwise)).ShouldBeRefused(409, "registration.worker_number_taken");
        refused.Text("title")!.ShouldContain(community.Name);
        var there = (await Submit(await lane.NewPerson(), elsewhere, number)).ShouldBe(201);
        (await Approve(far, there)).ShouldBeRefused(409, "registration.worker_number_taken").Text("title")!.ShouldNotContain(community.Name);
        (await Approve(far, await Submit(await lane.NewPerson(), elsewhere, number, "饿了么"))).ShouldBe(200);

        (await staff.Post($"/staff/v1/registrations/{first.Id}/end", new { reason = "已经离职" })).ShouldBe(200);
        (await Approve(staff, typedOtherwise)).ShouldBe(200).Text("verified").ShouldBe("True");
    }

    [Fact]
    public async Task Of_two_who_name_the_same_number_and_are_approved_at_once_one_is()
    {
        var (community, number) = (await lane.NewCommunity(), NewNumber());
        var staff = await community.Staff();
        var submitted = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => await Submit(await lane.NewPerson(), community, number)));

        var answers = await Task.WhenAll(submitted.Select(registration => Approve(staff, registration)));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Count(answer => answer.Code == "registration.worker_number_taken").ShouldBe(3);
        (await lane.Sql.Count("registrations WHERE community_id = @Id AND status = 'active'", community)).ShouldBe(1);
    }

    [Fact]
    public async Task A_number_typed_in_full_width_is_the_same_number_also_when_both_are_approved_at_once()
    {
        var (community, number) = (await lane.NewCommunity(), NewNumber());
        var staff = await community.Staff();
        var wide = string.Concat(number.ToLowerInvariant().Select(character => (char)(character - '!' + '\uFF01')));
        wide.ShouldStartWith("ｍ");
        var submitted = new[]
        {
            await Submit(await lane.NewPerson(), community, number), await Submit(await lane.NewPerson(), community, wide[..4] + "－" + wide[4..] + "\u3000"),
        };

        var answers = await Task.WhenAll(submitted.Select(registration => Approve(staff, registration)));

        answers.Select(answer => answer.Status).Order().ShouldBe([200, 409]);
        answers.Single(answer => answer.Status == 409).ShouldBeRefused(409, "registration.worker_number_taken");
        (await lane.Sql.Count("registrations WHERE community_id = @Id AND status = 'active'", community)).ShouldBe(1);
    }

    private static string NewNumber() => "M" + Guid.NewGuid().ToString("N")[..11].ToUpperInvariant();

    private static Task<Answer> Submit(Client who, Community community, string number, string platform = "美团") => who.Post(
        "/api/v1/registrations", new { communityId = community.IdText, kind = "courier", realName = "测试用名", platform, workerNumber = number });

    private static Task<Answer> Approve(Client staff, Answer registration) => staff.Post($"/staff/v1/registrations/{registration.Id}/approve");
}
