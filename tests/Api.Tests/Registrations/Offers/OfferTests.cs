namespace LinYuan.Tests.Registrations.Offers;

public sealed class OfferTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/api/v1/me/offers";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task An_offer_is_found_by_its_category_and_by_what_its_skills_are_good_for()
    {
        var place = await lane.NewCommunity();
        var member = await lane.NewMember(place);

        var made = (await member.Post(Path, new
        {
            category = "microCulture", skills = new[] { "修水管" }, description = "周末都可以", availability = new[] { "weekends", "evenings", "weekends" }, reach = "street",
        })).ShouldBe(201);

        Words(made, "categories").ShouldBe(["microFacility", "microCulture"]);
        Words(made, "availability").ShouldBe(["evenings", "weekends"]);
        (made.Text("reach"), made.Text("communityId"), made.Text("description")).ShouldBe(("street", place.IdText, "周末都可以"));
        (await member.Get(Path)).ShouldBe(200).Text("items.0.id").ShouldBe(made.Id);
    }

    [Fact]
    public async Task It_takes_a_registration_as_somebody_who_helps_and_something_to_offer()
    {
        var place = await lane.NewCommunity();
        var offer = new { category = "microService" };
        (await (await lane.NewPerson()).Post(Path, offer)).ShouldBeRefused(403, "registration.required");
        (await (await lane.NewCourier(place)).Post(Path, offer)).ShouldBeRefused(403, "registration.required");
        var member = await lane.NewMember(place);
        (await member.Post(Path, new { description = "什么都行" })).ShouldBeRefused(400, "request.invalid");
        (await member.Post(Path, new { skills = new[] { "理发" }, description = "违规的内容" })).ShouldBeRefused(422, "content.risky");
        (await member.Post(Path, offer)).ShouldBe(201).Text("reach").ShouldBe("community");
    }

    [Fact]
    public async Task A_member_has_at_most_ten_however_many_are_made_at_once()
    {
        var member = await lane.NewMember(await lane.NewCommunity());

        var answers = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => member.Post(Path, new { category = "microService" })));

        answers.Count(answer => answer.Status == 201).ShouldBe(10);
        foreach (var refused in answers.Where(answer => answer.Status != 201))
            refused.ShouldBeRefused(409, "offer.limit");
        (await member.Delete($"{Path}/{answers.First(answer => answer.Status == 201).Id}")).ShouldBe(204);
        (await member.Post(Path, new { category = "microService" })).ShouldBe(201);
    }

    [Fact]
    public async Task An_offer_is_changed_and_removed_by_its_owner_alone()
    {
        var place = await lane.NewCommunity();
        var (member, other) = (await lane.NewMember(place), await lane.NewMember(place));
        var id = (await member.Post(Path, new { category = "microService" })).ShouldBe(201).Id;
        foreach (var answer in new[] { await other.Patch($"{Path}/{id}", new { category = "microSafety" }), await other.Delete($"{Path}/{id}") })
            answer.ShouldBeRefused(404, "resource.not_found");

        var changed = (await member.Patch($"{Path}/{id}", new { category = "microSafety", reach = "district" })).ShouldBe(200);

        Words(changed, "categories").ShouldBe(["microSafety"]);
        (await member.Delete($"{Path}/{id}")).ShouldBe(204);
        (await member.Get(Path)).ShouldBe(200).Items.ShouldBeEmpty();
        (await lane.Sql.Count("offer_categories WHERE user_id = @Id", new { member.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task A_change_leaves_alone_what_it_does_not_name()
    {
        var member = await lane.NewMember(await lane.NewCommunity());
        var id = (await member.Post(Path, new
        {
            category = "microCulture", skills = new[] { "修水管" }, description = "周末都可以", availability = new[] { "weekends" }, reach = "street",
        })).ShouldBe(201).Id;

        var changed = (await member.Patch($"{Path}/{id}", new { description = "晚上也可以" })).ShouldBe(200);

        (changed.Text("description"), changed.Text("category"), changed.Text("reach")).ShouldBe(("晚上也可以", "microCulture", "street"));
        Words(changed, "skills").ShouldBe(["修水管"]);
        Words(changed, "availability").ShouldBe(["weekends"]);
        var emptied = (await member.Patch($"{Path}/{id}", new { skills = Array.Empty<string>(), description = "" })).ShouldBe(200);
        Words(emptied, "skills").ShouldBeEmpty();
        emptied.Text("description").ShouldBeNull();
        Words(emptied, "categories").ShouldBe(["microCulture"]);
    }

    [Fact]
    public async Task What_was_written_stands_nowhere_readable_is_exported_to_its_owner_and_erased_with_the_account()
    {
        var member = await lane.NewMember(await lane.NewCommunity());
        var (skill, words) = (lane.Unique("绝活"), lane.Unique("说明"));
        (await member.Post(Path, new { category = "microService", skills = new[] { skill }, description = words })).ShouldBe(201);

        foreach (var planted in new[] { skill, words })
        {
            (await Traces.Of(lane, planted)).ShouldBeEmpty();
            (await member.Get("/api/v1/me/data")).ShouldBe(200).Body.ShouldContain(planted);
        }
        (await member.Delete("/api/v1/me")).ShouldBe(204);
        foreach (var table in new[] { "offers", "offer_categories" })
            (await lane.Sql.Count($"{table} WHERE user_id = @Id", new { member.Id })).ShouldBe(0);
    }

    private static IReadOnlyList<string?> Words(Answer answer, string field) => [.. answer[field].EnumerateArray().Select(word => word.GetString())];
}
