using LinYuan.Api.Shared.Privacy;
using LinYuan.Tests.Points;
using LinYuan.Tests.Rewards;
using LinYuan.Tests.Wishes;
using LinYuan.Tests.Wishes.Proxies;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Shared.Typed;

/// <summary>What people type reaches the operations in one form, whatever keyboard it was typed on.</summary>
public sealed class TypedOverHttpTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("+86 139 0000 0000", "13900000000")]
    [InlineData("139 0000 0000", "13900000000")]
    [InlineData("１３９００００００００", "13900000000")]
    [InlineData("0085251234567", "+85251234567")]
    [InlineData("+49 1512 3456789", "+4915123456789")]
    public async Task A_contact_phone_of_any_country_is_taken_and_given_to_the_claimer_in_one_form(string typed, string written)
    {
        var story = await WishStory.Begin(lane);
        await story.Post(WishStory.Words(story.Community, phone: typed));
        await story.Approve();

        (await story.Claim()).Text("contact.phone").ShouldBe(written);
    }

    [Theory]
    [InlineData("139000")]
    [InlineData("没有")]
    [InlineData("+999 12345678")]
    public async Task What_is_no_phone_is_refused_with_what_to_write(string typed)
    {
        var community = await lane.NewCommunity();

        var refused = (await (await lane.NewPerson()).Post("/api/v1/wishes", WishStory.Words(community, phone: typed))).ShouldBeRefused(400, "request.invalid");

        refused["errors"].GetProperty("contact.phone")[0].GetString()!.ShouldContain("+852");
    }

    [Fact]
    public async Task A_text_loses_what_nobody_sees_and_keeps_what_is_meant()
    {
        var story = await WishStory.Begin(lane);

        var posted = await story.Post(WishStory.Words(
            story.Community, "门口\u200B的灯\uFEFF", "①约２０㎡（含楼道）的灯\u2060坏了👨\u200D👩\u200D👧", name: "𬀩𠮷·买买提", address: "一号楼\u00A0二单元"));

        posted.Text("original.title").ShouldBe("门口的灯");
        posted.Text("original.story").ShouldBe("①约２０㎡（含楼道）的灯坏了👨\u200D👩\u200D👧");
        await story.Approve();
        var contact = await story.Claim();
        (contact.Text("contact.name"), contact.Text("contact.address")).ShouldBe(("𬀩𠮷·买买提", "一号楼 二单元"));
    }

    [Theory]
    [InlineData("有事打+852 5123 4567找我")]
    [InlineData("有事打0085251234567找我")]
    [InlineData("有事打+1 202-555-0123找我")]
    [InlineData("加我微 abc_123细说")]
    [InlineData("车停在这里皖A12345挡路")]
    public async Task A_text_that_leads_to_a_person_does_not_become_public(string story)
    {
        var wish = await WishStory.Begin(lane);
        await wish.Post(WishStory.Words(wish.Community, story: story));

        (await wish.ByStaff(wish.Staff, "approve")).ShouldBeRefused(422, "wish.personal_details");

        (await lane.Anyone.Get($"/open/v1/wishes/{wish.Id}")).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task The_number_of_a_meter_is_no_phone()
    {
        var wish = await WishStory.Begin(lane);
        (await wish.Post(WishStory.Words(wish.Community, story: "楼道水表0123456789坏了，一直滴水")))["warnings"].GetArrayLength().ShouldBe(0);

        (await wish.Approve()).Text("status").ShouldBe("open");
    }

    [Fact]
    public async Task What_others_read_without_a_review_holds_no_number()
    {
        var place = await lane.NewCommunity();
        var (member, staff, district) = (await lane.NewMember(place), await place.Staff(), await lane.NewStaff(place.DistrictId));
        const string Bad = "找我打+852 5123 4567";

        Refused(await member.Patch("/api/v1/me", new { nickname = "加V信abc_123" }), "nickname");
        Refused(await member.Post("/api/v1/me/offers", new { category = "microService", description = Bad }), "description");
        Refused(await member.Post("/api/v1/me/offers", new { skills = new[] { "理发 13912345678" } }), "skills");
        Refused(await staff.Post("/staff/v1/rewards", new { areaId = place.IdText, name = "杯子", description = Bad, points = 5, stock = 1, perPersonLimit = 1, handOverAt = "一楼" }), "description");
        Refused(await district.Post("/staff/v1/units", new { name = Bad, eligibleMembers = 5 }), "name");
        Refused(await staff.Post("/staff/v1/teams", new { communityId = place.IdText, name = Bad, leaderId = member.Id.ToString() }), "name");

        // Where something is fetched may be a door, and may have a telephone.
        (await staff.Post("/staff/v1/rewards", new
        {
            areaId = place.IdText, name = "杯子", description = "到3号楼2单元101室领", points = 5, stock = 1, perPersonLimit = 1, handOverAt = "一楼，电话0434-5223344",
        })).ShouldBe(201);
    }

    [Fact]
    public async Task Who_helped_reads_the_thanks_and_the_complaint_without_a_way_to_the_resident()
    {
        var thanked = await WishStory.In(lane, "delivered");
        (await thanked.By(thanked.Author, "confirm", new { score = 5, comment = "谢谢，有空打13912345678" })).ShouldBe(200).Text("comment")!.ShouldContain("13912345678");
        var disputed = await WishStory.In(lane, "delivered");
        (await disputed.By(disputed.Author, "dispute", new { reason = "灯不亮，请打13912345678" })).ShouldBe(200);

        (await thanked.SeenBy(thanked.Claimer)).Text("comment").ShouldBe("谢谢，有空打（已隐去）");
        var seen = (await disputed.Claimer.Get($"/api/v1/wishes/{disputed.Id}/timeline")).ShouldBe(200);
        seen.Body.ShouldContain("灯不亮，请打（已隐去）");
        seen.Body.ShouldNotContain("13912345678");
        (await disputed.Staff.Get($"/api/v1/wishes/{disputed.Id}/timeline")).ShouldBe(200).Body.ShouldContain("13912345678");
    }

    [Fact]
    public async Task A_redemption_code_in_full_width_digits_is_the_same_code()
    {
        var place = await lane.NewCommunity();
        var person = await lane.WithPoints(place, 60);
        var code = (await person.Redeems(await place.NewReward())).ShouldBe(201).Text("code")!;
        var staff = await place.Staff();

        (await staff.Post("/staff/v1/redemptions/hand-over", new { code = "一二三四五六七八九十" })).ShouldBeRefused(400, "request.invalid");
        (await staff.Post("/staff/v1/redemptions/hand-over", new { code = FullWidth(code[..5]) + "　" + FullWidth(code[5..]) })).ShouldBe(200)
            .Text("status").ShouldBe("redeemed");
    }

    [Fact]
    public async Task A_handover_code_and_a_consent_card_are_read_in_full_width_digits_and_groups()
    {
        var story = await WishStory.In(lane, "inProgress");
        (await story.By(story.Claimer, "deliver", new { handoverCode = FullWidth(await story.HandoverCode()) })).ShouldBe(200).Text("status").ShouldBe("fulfilled");

        var proxy = await ProxyStory.In(lane, "delivered");
        var told = new { cardNumber = FullWidth(proxy.Card.Number), consentCode = $"{proxy.Card.Code[..3]} - {proxy.Card.Code[3..]}", relation = "relative" };
        (await proxy.By(proxy.Relative, "confirm", new { score = 5, onBehalf = told })).ShouldBe(200).Text("status").ShouldBe("fulfilled");
    }

    [Fact]
    public async Task A_phone_that_was_stored_before_phones_had_one_form_is_found_all_the_same()
    {
        var place = await lane.NewCommunity();
        var staff = await place.Staff();
        var first = await ProxyStory.Register(staff, place, ProxyStory.Person(place, phone: "0434-5223344"));
        var before = lane.Services.GetRequiredService<FieldCipher>().LookupHash("represented.phone", "04345223344");
        (await lane.Sql.Execute("UPDATE represented_people SET phone_hash = @before WHERE id = @Id", new { before, first.Id })).ShouldBe(1);

        var again = await staff.Post("/staff/v1/represented-people", ProxyStory.Person(place, phone: "（0434）5223344"));

        again.ShouldBeRefused(409, "proxy.already_registered");
    }

    [Theory]
    [InlineData("（本级）", "(本级)")]
    [InlineData("(本级)", "（ 本级 ）")]
    [InlineData("ＡB", "ab")]
    public async Task Names_that_differ_in_width_and_blanks_alone_are_one(string one, string other)
    {
        var place = await lane.NewCommunity();
        var (district, staff, leader) = (await lane.NewStaff(place.DistrictId), await place.Staff(), await lane.NewMember(place));
        var name = lane.Unique("名称");
        (await district.Post("/staff/v1/units", new { name = name + one, eligibleMembers = 8 })).ShouldBe(201).Text("name").ShouldBe(name + one);
        var third = (await district.Post("/staff/v1/units", new { name, eligibleMembers = 8 })).ShouldBe(201).Id;
        (await staff.Post("/staff/v1/teams", new { communityId = place.IdText, name = name + one, leaderId = leader.Id.ToString() })).ShouldBe(201);

        (await district.Post("/staff/v1/units", new { name = name + other, eligibleMembers = 8 })).ShouldBeRefused(409, "unit.name_taken");
        (await district.Patch($"/staff/v1/units/{third}", new { name = name + other })).ShouldBeRefused(409, "unit.name_taken");
        (await staff.Post("/staff/v1/teams", new { communityId = place.IdText, name = name + other, leaderId = leader.Id.ToString() }))
            .ShouldBeRefused(409, "team.name_taken");
    }

    private static string FullWidth(string digits) => string.Concat(digits.Select(digit => (char)(digit - '0' + '０')));

    private static void Refused(Answer answer, string field) =>
        answer.ShouldBeRefused(400, "request.invalid")["errors"].EnumerateObject().Select(error => error.Name).ShouldBe([field]);
}
