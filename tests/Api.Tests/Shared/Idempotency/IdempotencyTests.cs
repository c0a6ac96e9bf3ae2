using System.Security.Cryptography;
using System.Text;

namespace LinYuan.Tests.Shared.Idempotency;

public sealed class IdempotencyTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/api/v1/registrations";
    private const int AtOnce = 50;
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Fifty_repeats_of_one_call_at_once_have_one_effect_and_fifty_equal_answers()
    {
        var (person, community, key) = (await lane.NewPerson(), await lane.NewCommunity(), Client.NewKey());

        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => person.Post(Path, Registration(community), key)));

        foreach (var answer in answers)
        {
            answer.ShouldBe(201);
            answer.Bytes.ShouldBe(answers[0].Bytes);
            answer.Header("Location").ShouldBe(answers[0].Header("Location"));
            answer.Header("Content-Type").ShouldBe(answers[0].Header("Content-Type"));
        }
        answers.Count(answer => answer.IsReplay).ShouldBe(AtOnce - 1);
        (await lane.Sql.Count("registrations WHERE user_id = @Id", person)).ShouldBe(1);
        (await lane.Sql.Count("registration_events WHERE actor_id = @Id", person)).ShouldBe(1);
        (await lane.Sql.Count("idempotency_keys WHERE user_id = @Id", person)).ShouldBe(1);
    }

    [Fact]
    public async Task A_repeat_gets_the_answer_of_that_time_even_after_the_thing_has_moved_on()
    {
        var (person, community, key) = (await lane.NewPerson(), await lane.NewCommunity(), Client.NewKey());
        var first = (await person.Post(Path, Registration(community), key)).ShouldBe(201);
        (await (await community.Staff()).Post($"/staff/v1/registrations/{first.Id}/approve")).ShouldBe(200);

        var again = (await person.Post(Path, Registration(community), key)).ShouldBe(201);

        again.IsReplay.ShouldBeTrue();
        again.Text("status").ShouldBe("submitted");
        again.Bytes.ShouldBe(first.Bytes);
    }

    [Fact]
    public async Task The_same_key_with_another_body_or_another_route_is_refused()
    {
        var (person, community, key) = (await lane.NewPerson(), await lane.NewCommunity(), Client.NewKey());
        (await person.Post(Path, Registration(community), key)).ShouldBe(201);

        (await person.Post(Path, Registration(community, "volunteer"), key)).ShouldBeRefused(422, "idempotency.key_reused");
        (await person.Post("/api/v1/me/phone", new { code = "phone-19900000001.a" }, key)).ShouldBeRefused(422, "idempotency.key_reused");
    }

    [Theory]
    [InlineData("{\"realName\":\"林示例\",\"kind\":\"courier\",\"platform\":\"甲\",\"communityId\":\"ID\"}")]
    [InlineData("{ \"communityId\" : \"ID\",\r\n\t\"kind\":\"courier\" , \"platform\":\"甲\", \"realName\":\"林示例\"}\n")]
    [InlineData("{\"communityId\":\"ID\",\"kind\":\"courier\",\"realName\":\"\\u6797\\u793a\\u4F8B\",\"platform\":\"\\u7532\"}")]
    public async Task A_body_of_the_same_meaning_is_the_same_request(string written)
    {
        var (person, community, key) = (await lane.NewPerson(), await lane.NewCommunity(), Client.NewKey());
        var first = (await person.Post(Path, new { communityId = community.IdText, kind = "courier", realName = "林示例", platform = "甲" }, key)).ShouldBe(201);

        var again = (await person.Post(Path, written.Replace("ID", community.IdText, StringComparison.Ordinal), key)).ShouldBe(201);

        again.IsReplay.ShouldBeTrue();
        again.Bytes.ShouldBe(first.Bytes);
        (await person.Post(Path, new { communityId = community.IdText, kind = "courier", realName = "林示例", platform = "乙" }, key))
            .ShouldBeRefused(422, "idempotency.key_reused");
    }

    [Fact]
    public async Task A_number_written_otherwise_is_the_same_and_lists_keep_their_order()
    {
        var (staff, key) = (await lane.NewStaff((await lane.NewCommunity()).DistrictId), Client.NewKey());
        var name = lane.Unique("单位");
        (await staff.Post("/staff/v1/units", $"{{\"name\":\"{name}\",\"eligibleMembers\":10}}", key)).ShouldBe(201);

        (await staff.Post("/staff/v1/units", $"{{\"eligibleMembers\":10,\"name\":\"{name}\"}}", key)).ShouldBe(201).IsReplay.ShouldBeTrue();
        (await staff.Post("/staff/v1/units", $"{{\"eligibleMembers\":100,\"name\":\"{name}\"}}", key)).ShouldBeRefused(422, "idempotency.key_reused");

        static string Meaning(string json) => Encoding.UTF8.GetString(LinYuan.Api.Shared.Idempotency.JsonMeaning.Of(Encoding.UTF8.GetBytes(json)).Span);
        Meaning("[1,2]").ShouldNotBe(Meaning("[2,1]"));
        Meaning("{\"a\":[{\"c\":1,\"b\":-0.50}]}").ShouldBe(Meaning(" { \"a\" : [ { \"b\" : -0.5, \"c\" : 1.00 } ] } "));
        Meaning("{\"a\":1").ShouldBe("{\"a\":1");
        Meaning("{\"a\":\"\\ud800\"}").ShouldBe("{\"a\":\"\\ud800\"}");
        Meaning("1e400").ShouldBe("1e400");
    }

    [Fact]
    public async Task Two_people_may_use_the_same_key()
    {
        var (one, other, community, key) = (await lane.NewPerson(), await lane.NewPerson(), await lane.NewCommunity(), Client.NewKey());
        var first = (await one.Post(Path, Registration(community), key)).ShouldBe(201);

        var second = (await other.Post(Path, Registration(community), key)).ShouldBe(201);

        second.IsReplay.ShouldBeFalse();
        second.Id.ShouldNotBe(first.Id);
    }

    [Theory]
    [InlineData(Client.NoKey)]
    [InlineData("seven77")]
    [InlineData("with a space")]
    [InlineData("with\ttabs\tin\tit")]
    public async Task A_missing_short_or_unreadable_key_is_refused(string key)
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());

        (await person.Post(Path, Registration(community), key)).ShouldBeRefused(400, "idempotency.key_required");

        (await lane.Sql.Count("registrations WHERE user_id = @Id", person)).ShouldBe(0);
    }

    [Fact]
    public async Task A_key_may_have_8_to_128_characters()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());

        (await person.Post(Path, Registration(community), new string('k', 129))).ShouldBeRefused(400, "idempotency.key_required");
        (await person.Post(Path, Registration(community), new string('k', 128))).ShouldBe(201);
        (await person.Post(Path, Registration(community, "volunteer"), "~eight!8")).ShouldBe(201);
    }

    [Fact]
    public async Task A_refused_call_leaves_no_key_and_may_succeed_later_with_the_same_one()
    {
        var (person, community, key) = (await lane.NewPerson(), await lane.NewCommunity(), Client.NewKey());
        var first = (await person.Post(Path, Registration(community))).ShouldBe(201);
        (await person.Post(Path, Registration(community), key)).ShouldBeRefused(409, "registration.duplicate");
        (await lane.Sql.Count("idempotency_keys WHERE user_id = @Id", person)).ShouldBe(1);
        var rejection = $"/staff/v1/registrations/{first.Id}/reject";
        (await (await community.Staff()).Post(rejection, new { reason = "材料不全" })).ShouldBe(200);

        var second = (await person.Post(Path, Registration(community), key)).ShouldBe(201);

        second.IsReplay.ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_is_forgotten_after_24_hours_also_before_the_sweep_comes_by()
    {
        var (person, community, key) = (await lane.NewPerson(), await lane.NewCommunity(), Client.NewKey());
        (await person.Post(Path, Registration(community), key)).ShouldBe(201);
        lane.Clock.Advance(TimeSpan.FromHours(24));
        (await person.Post(Path, Registration(community), key)).IsReplay.ShouldBeTrue();
        lane.Clock.Advance(TimeSpan.FromSeconds(1));

        var later = (await person.Post(Path, Registration(community, "volunteer"), key)).ShouldBe(201);

        later.IsReplay.ShouldBeFalse();
    }

    [Fact]
    public async Task The_sweep_removes_answers_older_than_24_hours_and_no_others()
    {
        var (old, young, community) = (await lane.NewPerson(), await lane.NewPerson(), await lane.NewCommunity());
        (await old.Post(Path, Registration(community))).ShouldBe(201);
        lane.Clock.Advance(TimeSpan.FromHours(23));
        (await young.Post(Path, Registration(community))).ShouldBe(201);
        lane.Clock.Advance(TimeSpan.FromHours(2));

        await lane.RunJobs();

        (await lane.Sql.Count("idempotency_keys WHERE user_id = @Id", old)).ShouldBe(0);
        (await lane.Sql.Count("idempotency_keys WHERE user_id = @Id", young)).ShouldBe(1);
    }

    [Fact]
    public async Task The_stored_answer_and_its_key_cannot_be_read_in_the_database()
    {
        var (person, community, key) = (await lane.NewPerson(), await lane.NewCommunity(), Client.NewKey());
        (await person.Post(Path, Registration(community), key)).ShouldBe(201);

        var stored = await lane.Sql.Value<byte[]>("SELECT body_enc FROM idempotency_keys WHERE user_id = @Id", person);
        var keyHash = await lane.Sql.Value<byte[]>("SELECT key_hash FROM idempotency_keys WHERE user_id = @Id", person);

        stored!.AsSpan().IndexOf("submitted"u8).ShouldBe(-1);
        stored.AsSpan().IndexOf(Encoding.UTF8.GetBytes(community.Name)).ShouldBe(-1);
        keyHash.ShouldBe(SHA256.HashData(Encoding.ASCII.GetBytes(key)));
    }

    [Fact]
    public async Task A_repeat_is_answered_from_what_was_stored_while_WeChat_is_away()
    {
        var (person, key) = (await lane.NewPerson(), Client.NewKey());
        var body = new { code = $"phone-19900000002.{Client.NewKey()}" };
        var first = (await person.Post("/api/v1/me/phone", body, key)).ShouldBe(200);

        var again = (await person.Post("/api/v1/me/phone", body, key)).ShouldBe(200);

        again.IsReplay.ShouldBeTrue();
        again.Bytes.ShouldBe(first.Bytes);
    }

    [Fact]
    public async Task Repeats_at_once_of_a_call_that_asks_WeChat_with_a_one_time_code_get_equal_answers()
    {
        var (person, key) = (await lane.NewPerson(), Client.NewKey());
        var body = new { code = $"phone-19900000003.{Client.NewKey()}" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => person.Post("/api/v1/me/phone", body, key)));

        foreach (var answer in answers)
            answer.ShouldBe(200).Bytes.ShouldBe(answers[0].Bytes);
    }

    private static object Registration(Community community, string kind = "inService") =>
        new { communityId = community.IdText, kind, realName = "测试用名" };
}
