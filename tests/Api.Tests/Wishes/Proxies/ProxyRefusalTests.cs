namespace LinYuan.Tests.Wishes.Proxies;

/// <summary>What a proxy may not do, each with its own answer.</summary>
public sealed class ProxyRefusalTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const int Tries = 5;
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("confirm", "delivered")]
    [InlineData("dispute", "delivered")]
    [InlineData("withdraw", "open")]
    [InlineData("submit", "draft")]
    public async Task Who_filed_needs_the_code_for_each_move(string action, string status)
    {
        var story = await ProxyStory.In(lane, status);
        var plain = WishStory.Words(story.Community);
        object body = action switch { "confirm" => new { score = 5 }, "dispute" => new { reason = "灯还是不亮" }, "withdraw" => new { }, _ => plain };

        (await story.By(story.Relative, action, body)).ShouldBeRefused(422, "proxy.consent_needed");
        (await story.By(await lane.NewPerson(), action, body)).Code.ShouldBeOneOf("access.denied", "resource.not_found");

        (await story.Status()).ShouldBe(status);
    }

    [Fact]
    public async Task A_wrong_code_a_card_that_is_not_there_and_a_number_that_no_card_can_have_are_answered_alike()
    {
        var story = await ProxyStory.In(lane, "delivered");
        var unknown = await UnknownNumber();
        var wrong = await story.By(story.Relative, "confirm", story.Thanks(code: story.Card.OtherCode));
        object[] others =
        [
            new { score = 5, onBehalf = story.Card.Told(number: unknown) },
            new { score = 5, onBehalf = story.Card.Told(number: "12345678") },
            new { score = 5, onBehalf = story.Card.Told(number: "好好好好好好好好") },
            new { score = 5, onBehalf = story.Card.Told(code: "好好好好好好") },
        ];

        wrong.ShouldBeRefused(422, "proxy.consent_wrong");
        foreach (var body in others)
            (await story.By(story.Relative, "confirm", body)).ShouldBeRefused(422, "proxy.consent_wrong").Text("title").ShouldBe(wrong.Text("title"));
        (await story.Relative.Post("/api/v1/wishes", story.Words(story.Card.Told(number: unknown)))).ShouldBeRefused(422, "proxy.consent_wrong");

        (await story.Tries()).ShouldBe(2);
        (await story.Tries(unknown)).ShouldBe(2);
        (await story.Status()).ShouldBe("delivered");
    }

    [Fact]
    public async Task Five_wrong_codes_lock_the_card_to_whoever_gave_them_whether_it_is_there_or_not_until_staff_make_a_new_code()
    {
        var story = await ProxyStory.In(lane, "delivered");
        foreach (var number in new[] { story.Card.Number, await UnknownNumber() })
        {
            for (var guess = 0; guess < Tries; guess++)
                (await story.By(story.Relative, "confirm", Told(story.Card.OtherCode))).ShouldBeRefused(422, "proxy.consent_wrong");
            (await story.By(story.Relative, "confirm", Told(story.Card.OtherCode))).ShouldBeRefused(409, "proxy.consent_locked");
            (await story.By(story.Relative, "confirm", Told(story.Card.Code))).ShouldBeRefused(409, "proxy.consent_locked");
            (await story.Tries(number)).ShouldBe(Tries);

            object Told(string code) => new { score = 5, onBehalf = story.Card.Told(code: code, number: number) };
        }
        (await story.Staff.Get($"/staff/v1/represented-people/{story.Card.Id}")).ShouldBe(200)["isLocked"].GetBoolean().ShouldBeTrue();

        story.Card = Card.Of((await story.Reissue()).ShouldBe(200));

        (await story.By(story.Relative, "confirm", story.Thanks())).ShouldBe(200).Text("status").ShouldBe("fulfilled");
    }

    [Fact]
    public async Task The_right_code_is_no_try_and_slips_are_forgotten_a_month_after_the_first()
    {
        var story = await ProxyStory.Begin(lane);
        for (var guess = 0; guess < Tries - 1; guess++)
            (await story.Relative.Post("/api/v1/wishes", story.Words(story.Card.Told(code: story.Card.OtherCode)))).ShouldBeRefused(422, "proxy.consent_wrong");
        await story.File();
        (await story.Tries()).ShouldBe(Tries - 1);
        await story.Relative.Post("/api/v1/wishes", story.Words(story.Card.Told(code: story.Card.OtherCode)));
        (await story.Relative.Post("/api/v1/wishes", story.Words())).ShouldBeRefused(409, "proxy.consent_locked");

        lane.Clock.Advance(TimeSpan.FromDays(30));
        await lane.RunJobs();

        (await story.Tries()).ShouldBe(0);
        await story.Relative.SignIn();
        (await story.Relative.Post("/api/v1/wishes", story.Words())).ShouldBe(201);
    }

    [Fact]
    public async Task What_strangers_guess_locks_the_card_to_them_and_not_to_those_who_have_acted_with_it()
    {
        var story = await ProxyStory.In(lane, "delivered");
        var strangers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => lane.NewPerson()));
        foreach (var stranger in strangers[..4])
        {
            for (var guess = 0; guess < Tries; guess++)
                (await story.By(stranger, "confirm", story.Thanks("neighbour", code: story.Card.OtherCode))).ShouldBeRefused(422, "proxy.consent_wrong");
            (await story.By(stranger, "confirm", story.Thanks("neighbour"))).ShouldBeRefused(409, "proxy.consent_locked");
        }

        (await story.By(strangers[4], "confirm", story.Thanks("neighbour"))).ShouldBeRefused(409, "proxy.consent_locked").Text("title")!.ShouldContain("今天");
        (await story.Relative.Get($"/api/v1/wishes/{story.Id}")).ShouldBe(200).Actions().ShouldContain("confirm");
        (await story.By(story.Relative, "confirm", story.Thanks(code: story.Card.OtherCode))).ShouldBeRefused(422, "proxy.consent_wrong");
        (await story.By(story.Relative, "confirm", story.Thanks())).ShouldBe(200).Text("status").ShouldBe("fulfilled");
    }

    [Fact]
    public async Task Twenty_wrong_codes_of_strangers_are_forgotten_a_day_after_the_first_and_a_new_code_does_not_forget_them()
    {
        var story = await ProxyStory.In(lane, "delivered");
        foreach (var stranger in await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => lane.NewPerson())))
        {
            for (var guess = 0; guess < Tries; guess++)
                await story.By(stranger, "confirm", story.Thanks("neighbour", code: story.Card.OtherCode));
        }
        var neighbour = await lane.NewPerson();
        story.Card = Card.Of((await story.Reissue()).ShouldBe(200));
        (await story.By(neighbour, "confirm", story.Thanks("neighbour"))).ShouldBeRefused(409, "proxy.consent_locked");

        lane.Clock.Advance(TimeSpan.FromDays(1));

        (await story.By(neighbour, "confirm", story.Thanks("neighbour"))).ShouldBe(200).Text("status").ShouldBe("fulfilled");
    }

    [Fact]
    public async Task A_code_that_was_replaced_or_ended_opens_nothing()
    {
        var story = await ProxyStory.In(lane, "delivered");
        var old = story.Card;
        story.Card = Card.Of((await story.Reissue(story.GridWorker)).ShouldBe(200));
        story.Card.Number.ShouldBe(old.Number);

        (await story.By(story.Relative, "confirm", new { score = 5, onBehalf = old.Told() })).ShouldBeRefused(422, "proxy.consent_wrong");
        (await story.Staff.Post($"/staff/v1/represented-people/{story.Card.Id}/end", new { reason = "搬去女儿家" })).ShouldBe(200);
        foreach (var body in new[] { story.Thanks(), new { score = 5 } })
            (await story.By(story.Relative, "confirm", body)).ShouldBeRefused(409, "proxy.ended");
        (await story.By(story.Relative, "dispute", story.Complaint())).ShouldBeRefused(409, "proxy.ended");
        // To others its number looks like one that no card has.
        (await story.By(await lane.NewPerson(), "confirm", story.Thanks("neighbour"))).ShouldBeRefused(422, "proxy.consent_wrong");

        (await story.Status()).ShouldBe("delivered");
    }

    [Fact]
    public async Task A_card_moves_the_wishes_of_its_own_person_alone()
    {
        var (story, other, own) = (await ProxyStory.In(lane, "delivered"), await ProxyStory.Begin(lane), await WishStory.In(lane, "delivered"));

        (await story.By(story.Relative, "confirm", other.Thanks())).ShouldBeRefused(403, "proxy.other_wish");
        (await own.By(own.Author, "confirm", other.Thanks())).ShouldBeRefused(403, "proxy.other_wish");

        (await story.Status()).ShouldBe("delivered");
        (await own.Status()).ShouldBe("delivered");
    }

    [Fact]
    public async Task A_wish_that_is_not_public_is_not_there_for_a_stranger_without_the_right_card_and_the_guess_counts()
    {
        var (story, other) = (await ProxyStory.In(lane, "pendingReview"), await ProxyStory.Begin(lane));
        var stranger = await lane.NewPerson();

        (await story.By(stranger, "withdraw", story.Back(code: story.Card.OtherCode))).ShouldBeRefused(404, "resource.not_found");
        (await story.By(stranger, "withdraw", other.Back())).ShouldBeRefused(404, "resource.not_found");

        (await story.Tries()).ShouldBe(1);
        (await story.Status()).ShouldBe("pendingReview");
    }

    [Fact]
    public async Task A_wish_is_filed_in_the_persons_own_community()
    {
        var story = await ProxyStory.Begin(lane);
        var elsewhere = await lane.NewCommunity();

        (await story.Relative.Post("/api/v1/wishes", story.Words(community: elsewhere))).ShouldBeRefused(422, "proxy.other_community");

        await story.Reach("draft");
        (await story.By(story.Relative, "submit", story.Words(community: elsewhere))).ShouldBeRefused(422, "proxy.other_community");
    }

    [Theory]
    [InlineData("staff")]
    [InlineData("gridWorker")]
    public async Task Only_staff_of_the_community_act_as_such(string relation)
    {
        var story = await ProxyStory.Begin(lane);
        var neighbours = await (await lane.NewCommunityIn(story.Community.DistrictId, story.Community.StreetId)).Staff();

        foreach (var other in new[] { story.Relative, neighbours })
            (await other.Post("/api/v1/wishes", story.Words(story.Card.Told(relation)))).ShouldBeRefused(400, "request.invalid").Body.ShouldContain("onBehalf.relation");

        (await story.GridWorker.Post("/api/v1/wishes", story.Words(story.Card.Told(relation)))).ShouldBe(201);
    }

    [Theory]
    [InlineData("confirm")]
    [InlineData("dispute")]
    public async Task Nobody_speaks_for_the_resident_about_their_own_help(string action)
    {
        var story = await ProxyStory.In(lane, "inProgress");
        (await story.By(story.Claimer, "release", new { reason = "这周要出差" })).ShouldBe(200);
        var second = await lane.NewMember(story.Community);
        (await story.By(second, "claim")).ShouldBe(200);
        (await story.By(second, "contacted")).ShouldBe(200);
        (await story.By(second, "deliver")).ShouldBe(200);
        var body = action == "confirm" ? story.Thanks() : story.Complaint();

        foreach (var helper in new[] { second, story.Claimer })
            (await story.By(helper, action, body)).ShouldBeRefused(403, "wish.own_case");

        (await story.Status()).ShouldBe("delivered");
        (await story.Acts()).ShouldBe(["register:gridWorker", "file:relative"]);
        (await story.By(story.Relative, action, body)).ShouldBe(200);
    }

    [Fact]
    public async Task Who_answers_for_the_help_of_a_unit_does_not_confirm_it_nor_read_the_handover_code()
    {
        var story = await ProxyStory.In(lane, "inProgress");
        var team = await lane.Sql.Insert(
            """
            INSERT INTO teams (district_id, street_id, community_id, name, kind, created_at)
            VALUES (@DistrictId, @StreetId, @Id, '测试服务队', 'repair', @Now)
            """,
            new { story.Community.DistrictId, story.Community.StreetId, story.Community.Id, lane.Clock.Now });
        foreach (var proxy in new[] { story.GridWorker, story.Relative })
        {
            await lane.Sql.Execute(
                "UPDATE wish_claims SET claimed_by = @Who, team_id = @team WHERE wish_id = @Id", new { Who = proxy.Id, team, story.Id });
            (await proxy.Get($"/api/v1/wishes/{story.Id}/handover-code")).ShouldBeRefused(403, "access.denied");
            (await story.By(proxy, "confirm", story.Thanks())).ShouldBeRefused(403, "wish.own_case");
        }
    }

    [Fact]
    public async Task A_helper_who_gave_the_wish_back_does_not_withdraw_it_and_who_filed_does_not_claim_it()
    {
        var story = await ProxyStory.In(lane, "claimed");
        (await story.By(story.Claimer, "release", new { reason = "这周要出差" })).ShouldBe(200);
        await story.Relative.RegistersWith(story.Community, "volunteer");

        (await story.By(story.Claimer, "withdraw", story.Back())).ShouldBeRefused(403, "wish.own_case");
        (await story.By(story.Relative, "claim")).ShouldBeRefused(403, "wish.own_claim");
    }

    [Fact]
    public async Task A_pledger_of_a_crowd_wish_does_not_take_it_back()
    {
        var story = await ProxyStory.Begin(lane);
        var words = new
        {
            communityId = story.Community.IdText, category = WishStory.Category, title = "添一点米", story = "家里的米快吃完了",
            items = new[] { new { name = "大米", unit = "袋", quantity = 2 } }, onBehalf = story.Card.Told(),
        };
        var itemId = (await story.File(words)).Text("items.0.id");
        (await story.ByStaff(story.Staff, "approve")).ShouldBe(200);
        (await story.By(story.Claimer, "pledges", new { itemId, quantity = 1 })).ShouldBe(201);

        (await story.By(story.Claimer, "withdraw", story.Back())).ShouldBeRefused(403, "wish.own_case");
        (await story.By(story.Relative, "withdraw", story.Back())).ShouldBe(200).Text("status").ShouldBe("withdrawn");
    }

    [Theory]
    [InlineData("approve", null)]
    [InlineData("ask-changes", "请写清楚")]
    [InlineData("reject", "不属于微心愿")]
    public async Task Staff_who_filed_or_handed_in_again_do_not_review_it(string action, string? reason)
    {
        var story = await ProxyStory.In(lane, "draft");
        (await story.By(story.Staff, "submit", story.Words(story.Card.Told("staff")))).ShouldBe(200);
        object body = reason is null ? new { version = 2 } : new { reason, version = 2 };

        (await story.ByStaff(story.Staff, action, body)).ShouldBeRefused(403, "wish.own_case");

        (await story.ByStaff(await lane.NewStaff(story.Community.Id), action, body)).ShouldBe(200);
    }

    /// <summary>With a right check digit, and on no card.</summary>
    private async Task<string> UnknownNumber()
    {
        while (true)
        {
            var number = Api.Features.Wishes.Proxies.Cards.ConsentCard.NewNumber();
            if (await lane.Sql.Count("represented_people WHERE card_number = @number", new { number }) == 0)
                return number;
        }
    }
}
