namespace LinYuan.Tests.Registrations;

/// <summary>Nobody gains a right by words that whoever granted it has not read.</summary>
public sealed class UnseenRegistrationTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task An_approval_of_a_registration_that_was_swapped_is_refused_and_says_what_has_changed()
    {
        var (community, applicant, id) = await Submitted();
        var staff = await community.Staff();
        var read = (await staff.Get("/staff/v1/registrations")).ShouldBe(200).Number("items.0.version");
        await Swap(community, applicant, id, "王换名", "13800002222", ["修电灯", "开车"]);

        var refused = (await Decide(staff, id, "approve", new { version = read })).ShouldBeRefused(409, "case.changed");

        refused.Text("title").ShouldBe("姓名、电话、特长刚刚改过，请看过最新内容再决定");
        ChangesOf(refused).ShouldBe(["realName: 林* > 王*", "phone: 138****1111 > 138****2222", "skills: 修电灯 > 修电灯、开车"]);
        refused.Body.ShouldNotContain("王换名");
        (await Decide(staff, id, "approve")).ShouldBeRefused(409, "case.changed");
        (await applicant.Get("/api/v1/me/registrations")).Text("items.0.status").ShouldBe("submitted");
        (await Decide(staff, id, "approve", new { version = 2 })).ShouldBe(200).Number("version").ShouldBe(2);
    }

    [Theory]
    [InlineData("return")]
    [InlineData("reject")]
    [InlineData("end")]
    public async Task Every_decision_takes_the_version_and_refuses_one_that_is_not_the_present_one(string action)
    {
        var (community, applicant, id) = await Submitted();
        var staff = await community.Staff();
        await Swap(community, applicant, id, "王换名", "13800002222", []);
        if (action == "end")
            (await Decide(staff, id, "approve", new { version = 2 })).ShouldBe(200);

        foreach (var other in new[] { 1, 3 })
            (await Decide(staff, id, action, new { reason = "核对以后的决定", version = other })).ShouldBeRefused(409, "case.changed");
        (await Decide(staff, id, action, new { reason = "核对以后的决定", version = 0 })).ShouldBeRefused(400, "request.invalid");

        (await Decide(staff, id, action, new { reason = "核对以后的决定", version = 2 })).ShouldBe(200);
    }

    [Fact]
    public async Task An_approval_and_a_second_submission_at_the_same_instant_grant_nothing_unread()
    {
        for (var round = 0; round < 10; round++)
        {
            var (community, applicant, id) = await Submitted();
            var staff = await community.Staff();
            (await Decide(staff, id, "return", new { reason = "请写全姓名" })).ShouldBe(200);

            var answers = await Task.WhenAll(
                Submit(community, applicant, "王换名", "13800002222", []),
                Decide(staff, id, "approve", new { version = 1 }),
                Decide(await lane.NewStaff(community.StreetId), id, "approve"));

            answers[0].ShouldBe(201);
            foreach (var approval in answers[1..])
                approval.Code.ShouldBeOneOf("registration.not_open", "case.changed");
            (await lane.Sql.Value<string>("SELECT status FROM registrations WHERE id = @id", new { id })).ShouldBe("submitted");
        }
    }

    [Fact]
    public async Task What_was_submitted_before_is_kept_until_the_decision_shown_to_its_owner_and_erased_with_the_account()
    {
        var (community, decided, id) = await Submitted();
        var (elsewhere, leaver, other) = await Submitted();
        await Swap(community, decided, id, "王换名", "13800002222", []);
        await Swap(elsewhere, leaver, other, "王换名", "13800002222", []);
        (await Kept(id), await Kept(other)).ShouldBe((1, 1));
        (await decided.Get("/api/v1/me/data")).ShouldBe(200).Text("earlierVersions.0.fields.0.shown").ShouldBe("林*");

        (await Decide(await community.Staff(), id, "approve", new { version = 2 })).ShouldBe(200);
        (await leaver.Delete("/api/v1/me")).ShouldBe(204);

        (await Kept(id), await Kept(other)).ShouldBe((0, 0));
    }

    private async Task<(Community Community, Person Applicant, string Id)> Submitted()
    {
        var (community, applicant) = (await lane.NewCommunity(), await lane.NewPerson());
        return (community, applicant, (await Submit(community, applicant, "林初稿", "13800001111", ["修电灯"])).ShouldBe(201).Id);
    }

    private static async Task Swap(Community community, Person applicant, string id, string realName, string phone, string[] skills)
    {
        (await Decide(await community.Staff(), id, "return", new { reason = "请写全姓名" })).ShouldBe(200);
        (await Submit(community, applicant, realName, phone, skills)).ShouldBe(201).Number("version").ShouldBe(2);
    }

    private static Task<Answer> Submit(Community community, Person applicant, string realName, string phone, string[] skills) =>
        applicant.Post("/api/v1/registrations", new { communityId = community.IdText, kind = "volunteer", realName, phone, skills });

    private static Task<Answer> Decide(Client staff, string id, string action, object? body = null) =>
        staff.Post($"/staff/v1/registrations/{id}/{action}", body);

    private Task<long> Kept(string id) => lane.Sql.Count("case_versions WHERE kind = 'registration' AND case_id = @id", new { id });

    private static IReadOnlyList<string> ChangesOf(Answer refused) =>
    [
        .. refused["changes"].EnumerateArray().Select(change =>
            $"{change.GetProperty("field").GetString()}: {change.GetProperty("was").GetString()} > {change.GetProperty("is").GetString()}"),
    ];
}
