using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Tests.Registrations;

/// <summary>Every state against every move, written out: what the code allows is compared with this table and not with its own.</summary>
public sealed class RegistrationLifecycleTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;
    private Community? community;

    /// <summary>From, the staff's move, and where it leads; null where it is refused.</summary>
    public static readonly TheoryData<string, string, string?> StaffMoves = new()
    {
        { "submitted", "approve", "active" },
        { "submitted", "return", "returned" },
        { "submitted", "reject", "rejected" },
        { "submitted", "end", null },
        { "returned", "approve", null },
        { "returned", "return", null },
        { "returned", "reject", null },
        { "returned", "end", null },
        { "active", "approve", null },
        { "active", "return", null },
        { "active", "reject", null },
        { "active", "end", "ended" },
        { "suspended", "approve", null },
        { "suspended", "return", null },
        { "suspended", "reject", null },
        { "suspended", "end", "ended" },
        { "rejected", "approve", null },
        { "rejected", "return", null },
        { "rejected", "reject", null },
        { "rejected", "end", null },
        { "ended", "approve", null },
        { "ended", "return", null },
        { "ended", "reject", null },
        { "ended", "end", null },
    };

    /// <summary>The state of the applicant's last registration, and what submitting once more does: the same one, a new one, or nothing.</summary>
    public static readonly TheoryData<string, string> Submissions = new()
    {
        { "submitted", "refused" },
        { "returned", "same" },
        { "active", "refused" },
        { "suspended", "refused" },
        { "rejected", "new" },
        { "ended", "new" },
    };

    [Theory]
    [MemberData(nameof(StaffMoves))]
    public async Task Staff_moves_follow_the_table(string from, string move, string? to)
    {
        var (id, _) = await RegistrationIn(from);
        var staff = await community!.Staff();

        var answer = await staff.Post($"/staff/v1/registrations/{id}/{move}", move == "approve" ? null : new { reason = "核对后的决定" });

        var events = await EventsOf(id);
        if (to is null)
        {
            answer.ShouldBeRefused(409, "registration.not_open");
            (await StatusOf(id)).ShouldBe(from);
            events.ShouldBe(["submit:->submitted:"]);
            return;
        }
        answer.ShouldBe(200).Text("status").ShouldBe(to);
        (await StatusOf(id)).ShouldBe(to);
        events.ShouldBe(["submit:->submitted:", $"{move}:{from}->{to}:{(move == "approve" ? "" : "核对后的决定")}"]);
    }

    [Theory]
    [MemberData(nameof(Submissions))]
    public async Task Submitting_once_more_follows_the_table(string from, string outcome)
    {
        var (id, applicant) = await RegistrationIn(from);

        var answer = await Submit(applicant, "林二稿");

        if (outcome == "refused")
        {
            answer.ShouldBeRefused(409, "registration.duplicate");
            (await StatusOf(id)).ShouldBe(from);
            return;
        }
        answer.ShouldBe(201).Text("status").ShouldBe("submitted");
        (answer.Id == id).ShouldBe(outcome == "same");
        if (outcome == "same")
            (await EventsOf(id)).ShouldBe(["submit:->submitted:", "submit:returned->submitted:"]);
    }

    [Theory]
    [InlineData("submitted", "approve,return,reject")]
    [InlineData("returned", "")]
    [InlineData("active", "end")]
    [InlineData("suspended", "end")]
    [InlineData("rejected", "")]
    [InlineData("ended", "")]
    public async Task A_list_shows_staff_what_they_may_do_next(string status, string actions)
    {
        var (id, _) = await RegistrationIn(status);

        var list = (await (await community!.Staff()).Get($"/staff/v1/registrations?status={status}")).ShouldBe(200);

        list.Text("items.0.id").ShouldBe(id);
        string.Join(',', list["items.0.actions"].EnumerateArray().Select(action => action.GetString())).ShouldBe(actions);
    }

    [Fact]
    public async Task The_applicant_may_submit_again_what_was_returned_and_reads_why()
    {
        var (id, applicant) = await RegistrationIn("submitted");
        var staff = await community!.Staff();
        (await staff.Post($"/staff/v1/registrations/{id}/return", new { reason = "请写全姓名" })).ShouldBe(200);
        var mine = (await applicant.Get("/api/v1/me/registrations")).ShouldBe(200);
        mine.Text("items.0.reason").ShouldBe("请写全姓名");
        mine["items.0.actions"].EnumerateArray().Select(action => action.GetString()).ShouldBe(["submit"]);

        (await Submit(applicant, "张全名")).ShouldBe(201).Text("reason").ShouldBeNull();

        (await staff.Post($"/staff/v1/registrations/{id}/approve", new { version = 2 })).ShouldBe(200).Text("realName").ShouldBe("张*");
    }

    [Fact]
    public async Task Approvals_at_once_decide_once_and_leave_one_event()
    {
        var (id, _) = await RegistrationIn("submitted");
        var (one, other) = (await community!.Staff(), await lane.NewStaff(community.DistrictId));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(turn =>
            (turn % 2 == 0 ? one : other).Post($"/staff/v1/registrations/{id}/approve")));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        foreach (var loser in answers.Where(answer => answer.Status != 200))
            loser.ShouldBeRefused(409, "registration.not_open");
        (await EventsOf(id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Approval_and_rejection_at_once_decide_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var (id, _) = await RegistrationIn("submitted");
            var staff = await community!.Staff();

            var answers = await Task.WhenAll(
                staff.Post($"/staff/v1/registrations/{id}/approve"),
                staff.Post($"/staff/v1/registrations/{id}/reject", new { reason = "不属于本社区" }));

            answers.Select(answer => answer.Status).Order().ShouldBe([200, 409]);
            (await EventsOf(id)).Count.ShouldBe(2);
        }
    }

    [Fact]
    public async Task Submissions_at_once_make_one_registration()
    {
        community = await lane.NewCommunity();
        var applicant = await lane.NewPerson();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Submit(applicant, "林同时")));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        foreach (var loser in answers.Where(answer => answer.Status != 201))
            loser.ShouldBeRefused(409, "registration.duplicate");
    }

    private async Task<(string Id, Person Applicant)> RegistrationIn(string status)
    {
        community = await lane.NewCommunity();
        var applicant = await lane.NewPerson();
        var id = (await Submit(applicant, "林初稿")).ShouldBe(201).Id;
        await lane.Sql.Execute("UPDATE registrations SET status = @status WHERE id = @id", new { id, status });
        return (id, applicant);
    }

    private Task<Answer> Submit(Person applicant, string realName) =>
        applicant.Post("/api/v1/registrations", new { communityId = community!.IdText, kind = "inService", realName });

    private Task<string?> StatusOf(string id) => lane.Sql.Value<string>("SELECT status FROM registrations WHERE id = @id", new { id });

    private async Task<IReadOnlyList<string>> EventsOf(string id) => [.. (await lane.Sql.List<(string Move, byte[]? Reason)>(
        """
        SELECT CONCAT(action, ':', COALESCE(from_status, ''), '->', to_status, ':'), reason_enc
        FROM registration_events WHERE registration_id = @id ORDER BY id
        """,
        new { id })).Select(entry => entry.Move + lane.Part<FieldCipher>().DecryptIfAny("registration.reason", entry.Reason))];
}
