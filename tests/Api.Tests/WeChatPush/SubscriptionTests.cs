namespace LinYuan.Tests.WeChatPush;

/// <summary>How many messages somebody still allowed, by what the mini program reports and by what WeChat pushes.</summary>
public sealed class SubscriptionTests(PushLane push) : IClassFixture<PushLane>
{
    private const string Path = "/api/v1/me/subscriptions";
    private const string Popup = "subscribe_msg_popup_event";
    private const string Change = "subscribe_msg_change_event";
    private const string Sent = "subscribe_msg_sent_event";
    private readonly Lane lane = push.Lane;

    [Fact]
    public async Task Every_message_is_listed_by_name_and_nothing_is_allowed_at_first()
    {
        var person = await lane.NewPerson();

        var items = (await person.Get(Path)).ShouldBe(200).Items;

        items.Select(item => item.GetProperty("template").GetString()).ShouldBe(
            [
                "checkInCredited", "clueProgress", "gridWorkerProgress", "leaseEnding", "pointsNews", "redemptionNews", "staffNews", "stationWorkOrder",
                "wishApproved", "wishClaimed", "wishDelivered",
            ],
            ignoreOrder: true);
        items.ShouldAllBe(item => item.GetProperty("credits").GetInt32() == 0);
    }

    [Fact]
    public async Task What_the_person_accepts_is_counted_and_every_other_answer_is_not()
    {
        var person = await lane.NewPerson();

        var answer = await Report(person, new { wishApproved = "accept", wishClaimed = "reject", wishDelivered = "ban", leaseEnding = "filter", checkInCredited = "acceptWithAudio" });

        Credits(answer.ShouldBe(200)).ShouldBe("checkInCredited 1, wishApproved 1");
        Credits(await Report(person, new { wishApproved = "accept" })).ShouldBe("checkInCredited 1, wishApproved 2");
        (await Credits(person)).ShouldBe("checkInCredited 1, wishApproved 2");
        (await Credits(await lane.NewPerson())).ShouldBe("");
    }

    [Fact]
    public async Task The_list_names_the_template_ids_that_the_dialogue_asks_for() =>
        (await (await lane.NewPerson()).Get(Path)).ShouldBe(200).Items
            .ShouldAllBe(item => item.GetProperty("templateId").GetString() == "template-" + item.GetProperty("template").GetString());

    [Fact]
    public async Task The_result_of_WeChats_dialogue_is_taken_as_it_is()
    {
        var person = await lane.NewPerson();

        var answer = await person.Post(Path, new Dictionary<string, object?>
        {
            ["errMsg"] = "requestSubscribeMessage:ok",
            ["template-wishApproved"] = "accept",
            ["template-wishClaimed"] = "acceptWithAlert",
            ["template-leaseEnding"] = "acceptWithAudio",
            ["template-wishDelivered"] = "reject",
            ["template-pointsNews"] = "ban",
            ["template-clueProgress"] = "aWordOfTomorrow",
            ["template-ofAnotherProgram"] = "accept",
            ["somethingNew"] = new { deep = new[] { 1, 2 } },
            ["another"] = null,
        });

        Credits(answer.ShouldBe(200)).ShouldBe("leaseEnding 1, wishApproved 1, wishClaimed 1");
        Credits(await Report(person, new { wishApproved = "acceptWithAlert" })).ShouldBe("leaseEnding 1, wishApproved 2, wishClaimed 1");
    }

    [Fact]
    public async Task A_result_in_which_nothing_is_ours_changes_nothing()
    {
        var person = await lane.NewPerson();

        (await person.Post(Path, new { errMsg = "requestSubscribeMessage:fail cancel", errCode = 20004 })).ShouldBe(200);

        (await Credits(person)).ShouldBe("");
    }

    [Fact]
    public async Task WeChats_answer_that_nothing_is_allowed_any_more_is_believed()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());
        await Report(person, new { wishApproved = "accept", wishClaimed = "accept" });
        lane.StandIn.SetCredits(person.OpenId, "template-wishApproved", 0);
        var posted = (await person.Post("/api/v1/wishes", new
        {
            communityId = community.IdText, category = "microService", title = "想修一盏楼道灯", story = "楼道里的灯坏了，晚上看不见。",
            contact = new { name = "测试", phone = "13700000000", address = "测试路1号" },
        })).ShouldBe(201);
        (await (await community.Staff()).Post($"/staff/v1/wishes/{posted.Id}/approve")).ShouldBe(200);

        await lane.DeliverOutbox();

        (await Credits(person)).ShouldBe("wishClaimed 1");
    }

    [Fact]
    public async Task A_repeated_report_counts_once()
    {
        var (person, key) = (await lane.NewPerson(), Client.NewKey());

        await person.Post(Path, new { results = new { wishApproved = "accept" } }, key);
        var again = await person.Post(Path, new { results = new { wishApproved = "accept" } }, key);

        again.ShouldBe(200).IsReplay.ShouldBeTrue();
        (await Credits(person)).ShouldBe("wishApproved 1");
    }

    [Fact]
    public async Task Reports_at_the_same_instant_are_all_counted()
    {
        var person = await lane.NewPerson();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Report(person, new { wishClaimed = "accept", wishApproved = "accept" })));

        answers.ShouldAllBe(answer => answer.Status == 200);
        (await Credits(person)).ShouldBe("wishApproved 20, wishClaimed 20");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"results\":null}")]
    [InlineData("{\"results\":{}}")]
    [InlineData("{\"results\":[]}")]
    [InlineData("{\"results\":{\"nothingOfOurs\":\"accept\"}}")]
    [InlineData("{\"results\":{\"wishApproved\":\"yes\"}}")]
    [InlineData("{\"results\":{\"wishApproved\":0}}")]
    [InlineData("{\"results\":{\"wishApproved\":null}}")]
    [InlineData("{\"results\":{\"wishApproved\":\"accept\",\"wishApproved\":\"accept\"}}")]
    public async Task A_report_that_cannot_be_right_is_refused_and_counts_nothing(string body)
    {
        var person = await lane.NewPerson();

        (await person.Post(Path, body)).ShouldBeRefused(400, "request.invalid");

        (await Credits(person)).ShouldBe("");
    }

    [Fact]
    public async Task What_WeChat_pushes_about_its_pop_up_is_counted_where_it_was_accepted()
    {
        var person = await lane.NewPerson();

        await push.WeChatPushes(Popup, person, 3, Item("wishApproved", "accept"), Item("wishClaimed", "reject"), Item("notOurs", "accept"));
        await push.Process();

        (await Credits(person)).ShouldBe("wishApproved 1");
        (await lane.Sql.Count("subscription_credits WHERE user_id = @Id", person)).ShouldBe(1);
    }

    [Fact]
    public async Task A_consent_that_both_tell_is_one()
    {
        var person = await lane.NewPerson();

        await Report(person, new { wishApproved = "accept" });
        await push.WeChatPushes(Popup, person, 1, Item("wishApproved", "accept"));
        await push.Process();
        (await Credits(person)).ShouldBe("wishApproved 1");

        lane.Clock.Advance(TimeSpan.FromMinutes(1));
        await push.WeChatPushes(Popup, person, 1, Item("wishApproved", "accept"));
        await push.Process();
        (await Credits(person)).ShouldBe("wishApproved 2");
    }

    [Fact]
    public async Task Who_switches_a_message_off_in_the_settings_has_allowed_none_of_it()
    {
        var person = await lane.NewPerson();
        await Report(person, new { wishApproved = "accept", wishClaimed = "accept" });

        await push.WeChatPushes(Change, person, 1, Item("wishApproved", "reject"), Item("wishDelivered", "reject"));
        await push.Process();

        (await Credits(person)).ShouldBe("wishClaimed 1");
    }

    [Theory]
    [InlineData(100, 200, "wishApproved 2")]
    [InlineData(200, 100, "")]
    public async Task Of_a_refusal_and_a_consent_the_later_one_counts_in_whatever_order_they_come(int refused, int accepted, string left)
    {
        foreach (var refusalFirst in new[] { true, false })
        {
            var person = await lane.NewPerson();
            var pushes = new List<HandMadePush>
            {
                StatusAt(Change, person, "reject", refused),
                StatusAt(Popup, person, "accept", accepted),
                // Two consents are two, in whatever order they come.
                StatusAt(Popup, person, "accept", accepted - 1),
            };
            if (!refusalFirst)
                pushes.Reverse();

            foreach (var one in pushes)
            {
                (await push.Push(one)).ShouldBe(200);
                await push.Process();
            }

            (await Credits(person)).ShouldBe(left);
        }
    }

    private static HandMadePush StatusAt(string name, Person person, string status, int second) => HandMadePush.Of(HandMadePush.Event(
        name, person.OpenId, $$"""
        "List":{"TemplateId":"template-wishApproved","SubscribeStatusString":"{{status}}"}
        """, $"{1_772_413_200 + second}"));

    [Fact]
    public async Task A_message_that_arrived_is_counted_off_and_one_that_did_not_is_not()
    {
        var person = await lane.NewPerson();
        await Report(person, new { wishApproved = "accept" });
        await Report(person, new { wishApproved = "accept" });

        await push.WeChatPushes(Sent, person, 1, Arrived("1", "0"));
        await push.WeChatPushes(Sent, person, 1, Arrived("2", "43101"));
        await push.Process();
        (await Credits(person)).ShouldBe("wishApproved 1");

        foreach (var message in new[] { "3", "4", "5" })
            await push.WeChatPushes(Sent, person, 1, Arrived(message, "0"));
        await push.Process();
        (await Credits(person)).ShouldBe("");
        (await lane.Sql.Count("subscription_credits WHERE reported < 0 OR pushed < 0")).ShouldBe(0);
    }

    [Fact]
    public async Task Of_someone_who_has_no_account_nothing_is_counted()
    {
        var stranger = lane.Stranger();

        await push.WeChatPushes(Popup, stranger, 1, Item("wishApproved", "accept"));
        await push.Process();

        (await push.Stored("openid = @OpenId", stranger)).ShouldBe(0);
        await stranger.SignIn();
        (await Credits(stranger)).ShouldBe("");
    }

    [Fact]
    public async Task The_counts_are_in_the_export_and_go_with_the_account()
    {
        var person = await lane.NewPerson();
        await Report(person, new { wishApproved = "accept" });
        (await person.Get("/api/v1/me/data")).ShouldBe(200)["subscriptions"].ToString().ShouldBe("""[{"template":"wishApproved","credits":1}]""");
        await push.WeChatPushes(Popup, person, 1, Item("wishApproved", "accept"));

        (await person.Delete("/api/v1/me")).ShouldBe(204);

        (await lane.Sql.Count("subscription_credits WHERE user_id = @Id", person)).ShouldBe(0);
        (await Traces.Of(lane, person.OpenId)).ShouldBeEmpty();
        await push.Process();
        (await lane.Sql.Count("subscription_credits WHERE user_id = @Id", person)).ShouldBe(0);
        (await push.Stored("state IN ('waiting', 'failed')")).ShouldBe(0);
    }

    private static Task<Answer> Report(Person person, object results) => person.Post(Path, new { results });

    private static object Item(string name, string status) => new { TemplateId = "template-" + name, SubscribeStatusString = status, PopupScene = "0" };

    private static object Arrived(string message, string errorCode) =>
        new { TemplateId = "template-wishApproved", MsgID = message, ErrorCode = errorCode, ErrorStatus = errorCode == "0" ? "success" : "failed" };

    private static async Task<string> Credits(Person person) => Credits((await person.Get(Path)).ShouldBe(200));

    /// <summary>What is allowed, by name.</summary>
    private static string Credits(Answer answer) => string.Join(", ", answer.Items
        .Where(item => item.GetProperty("credits").GetInt32() != 0)
        .Select(item => $"{item.GetProperty("template").GetString()} {item.GetProperty("credits").GetInt32()}").Order(StringComparer.Ordinal));
}
