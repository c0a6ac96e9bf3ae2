using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace LinYuan.Tests.WeChatPush;

/// <summary>However WeChat writes a message down, the same is read; and what cannot be read does no harm.</summary>
public sealed class PushFormatTests(PushLane push) : IClassFixture<PushLane>
{
    private const string Template = "template-wishApproved";
    private readonly Lane lane = push.Lane;

    public static TheoryData<PushMode, bool, bool> Forms
    {
        get
        {
            var forms = new TheoryData<PushMode, bool, bool>();
            foreach (var mode in Enum.GetValues<PushMode>())
            {
                foreach (var several in new[] { false, true })
                {
                    forms.Add(mode, false, several);
                    forms.Add(mode, true, several);
                }
            }
            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_list_is_read_alike_in_every_mode_and_format_as_one_item_or_as_several(PushMode mode, bool xml, bool several)
    {
        var person = await lane.NewPerson();
        var item = $$"""{"TemplateId":"{{Template}}","SubscribeStatusString":"accept","PopupScene":"0"}""";
        var list = several ? $$"""[{{item}},{"TemplateId":"template-wishClaimed","SubscribeStatusString":"accept"}]""" : item;
        var message = HandMadePush.Event("subscribe_msg_popup_event", person.OpenId, xml ? $$"""
            "SubscribeMsgPopupEvent":{"List":{{list}}}
            """ : $"\"List\":{list}");

        (await push.Push(xml ? HandMadePush.OfXml(message, mode) : HandMadePush.Of(message, mode))).ShouldBe(200).Body.ShouldBe("success");
        await push.Process();

        (await Credits(person, "wishApproved")).ShouldBe(1);
        (await Credits(person, "wishClaimed")).ShouldBe(several ? 1 : 0);
    }

    [Theory]
    [InlineData("1772413200")]
    [InlineData("\"1772413200\"")]
    public async Task The_time_is_read_as_a_number_or_as_a_text(string createTime)
    {
        var person = await lane.NewPerson();

        (await push.Push(HandMadePush.Of(HandMadePush.Event(PushLane.TestEvent, person.OpenId, createTime: createTime)))).ShouldBe(200);

        (await push.Stored("openid = @OpenId AND sent_at = '2026-03-02 01:00:00'", person)).ShouldBe(1);
    }

    [Theory]
    [InlineData("{\"result\":{\"suggest\":\"pass\",\"label\":100},\"detail\":[{\"strategy\":\"content_model\",\"errcode\":0,\"suggest\":\"pass\",\"label\":100,\"prob\":90}]}")]
    [InlineData("{\"result\":{\"suggest\":\"pass\",\"label\":\"100\"},\"detail\":{\"strategy\":\"content_model\",\"errcode\":\"0\",\"suggest\":\"pass\",\"label\":\"100\",\"prob\":\"90\"}}")]
    public async Task A_media_verdict_reaches_its_handler_in_one_shape(string verdict)
    {
        foreach (var xml in new[] { false, true })
        {
            var person = await lane.NewPerson();
            var seen = new ConcurrentQueue<string>();
            push.Handlers[person.OpenId] = (_, given) =>
            {
                seen.Enqueue($"{given.Text("trace_id")} {given.Text("version")} {given.SentAt:O} {given.Body["result"]!.ToJsonString()} {given.Body["detail"]!.ToJsonString()}");
                return Task.CompletedTask;
            };
            var message = HandMadePush.Event(PushLane.TestEvent, person.OpenId, "\"trace_id\":\"60f96f1d\",\"version\":2," + verdict[1..^1]);

            (await push.Push(xml ? HandMadePush.OfXml(message) : HandMadePush.Of(message))).ShouldBe(200);
            await push.Process();

            seen.ShouldBe(["""60f96f1d 2 2026-03-02T01:00:00.0000000+00:00 {"suggest":"pass","label":"100"} [{"strategy":"content_model","errcode":"0","suggest":"pass","label":"100","prob":"90"}]"""]);
        }
    }

    [Theory]
    [InlineData("<Content><![CDATA[你好\u001D邻居]]></Content>")]
    [InlineData("<Content>你好&#x1D;邻居</Content>")]
    [InlineData("<Content>\u0000\u000B\uFFFF</Content>")]
    [InlineData("<Content><![CDATA[你好 <![CDATA[邻居]]> 再见]]></Content>")]
    [InlineData("<Content><![CDATA[a]]b]]>c & <d>]]></Content>")]
    [InlineData("<Content><![CDATA[a]]]]><![CDATA[>b]]></Content>")]
    public async Task What_people_type_does_not_make_a_push_unreadable(string content)
    {
        var person = await lane.NewPerson();
        var xml = $"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[{person.OpenId}]]></FromUserName>"
            + $"<CreateTime>1772413200</CreateTime><MsgType><![CDATA[text]]></MsgType>{content}<MsgId>{Random.Shared.NextInt64()}</MsgId></xml>";

        foreach (var mode in new[] { PushMode.Plain, PushMode.Safe })
            (await push.Push(new HandMadePush(xml) { Mode = mode })).ShouldBe(200).Body.ShouldBe("success");

        (await push.Stored("openid = @OpenId AND event = 'message.text'", person)).ShouldBe(1);
    }

    [Theory]
    [InlineData("<!DOCTYPE xml [<!ENTITY who \"o_a\">]>", "<![CDATA[a]]b]]>c]]>")]
    [InlineData("", "<![CDATA[a]]b]]>c]]>&who;")]
    [InlineData("", "<![CDATA[a")]
    public async Task What_is_read_with_patience_is_no_way_to_entities(string before, string content)
    {
        var xml = $"{before}<xml><FromUserName>o_a</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>{content}</Content></xml>";

        (await push.Push(new HandMadePush(xml))).ShouldBeRefused(400, "request.invalid");
    }

    [Fact]
    public async Task What_a_person_wrote_is_not_kept()
    {
        var (person, marker) = (await lane.NewPerson(), "悄悄话" + Guid.NewGuid().ToString("N"));
        var message = HandMadePush.Event("any", person.OpenId, $"\"Content\":\"{marker}\",\"MsgId\":\"{Random.Shared.NextInt64()}\"");
        message["MsgType"] = "text";
        var verdict = HandMadePush.Event(
            "wxa_media_check", person.OpenId, $$"""
            "trace_id":"t","detail":[{"keyword":"{{marker}}","label":100}],"result":{"label":100,"note":"{{marker}}"},"{{marker}}":"1","appid":"{{new string('x', 201)}}"
            """);

        foreach (var mode in Enum.GetValues<PushMode>())
        {
            (await push.Push(HandMadePush.Of(message, mode))).ShouldBe(200).Body.ShouldBe("success");
            (await push.Push(HandMadePush.OfXml(verdict, mode))).ShouldBe(200);
        }

        (await lane.Sql.List<string>("SELECT body FROM wechat_push_events WHERE openid = @OpenId ORDER BY event", person)).ShouldBe(
            ["{}", """{"trace_id":"t","detail":[{"label":"100"}],"result":{"label":"100"}}"""]);
        (await Traces.Of(lane, marker)).ShouldBeEmpty();
        await push.Process();
        (await push.Stored("event = 'message.text' AND state = 'ignored' AND openid IS NULL AND user_id IS NULL AND body IS NULL")).ShouldBe(1);
    }

    [Fact]
    public async Task An_event_that_nobody_handles_is_answered_stored_and_ignored()
    {
        var name = "event_of_" + Guid.NewGuid().ToString("N");

        (await push.Push(HandMadePush.Of(HandMadePush.Event(name, lane.Unique("o_"))))).ShouldBe(200).Body.ShouldBe("success");
        await push.Process();

        (await push.Stored("event = @name AND state = 'ignored' AND openid IS NULL", new { name })).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("success")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"FromUserName\":\"o_a\",\"FromUserName\":\"o_b\",\"CreateTime\":1,\"MsgType\":\"event\",\"Event\":\"e\"}")]
    [InlineData("{\"FromUserName\":\"o_a\",\"CreateTime\":1,\"MsgType\":\"event\",\"Event\":\"e\",\"x\":\"\\ud800\"}")]
    [InlineData("{\"FromUserName\":\"o_a\",\"CreateTime\":1,\"MsgType\":\"event\",\"Event\":\"e\",\"\\ud800\":1}")]
    [InlineData("{\"FromUserName\":{},\"CreateTime\":1,\"MsgType\":\"event\",\"Event\":\"e\"}")]
    [InlineData("{\"FromUserName\":\"o_a b\",\"CreateTime\":1,\"MsgType\":\"event\",\"Event\":\"e\"}")]
    [InlineData("{\"FromUserName\":\"o_a\",\"MsgType\":\"event\",\"Event\":\"e\"}")]
    [InlineData("{\"FromUserName\":\"o_a\",\"CreateTime\":-1,\"MsgType\":\"event\",\"Event\":\"e\"}")]
    [InlineData("{\"FromUserName\":\"o_a\",\"CreateTime\":99999999999999999999,\"MsgType\":\"event\",\"Event\":\"e\"}")]
    [InlineData("{\"FromUserName\":\"o_a\",\"CreateTime\":253402300800,\"MsgType\":\"event\",\"Event\":\"e\"}")]
    [InlineData("{\"FromUserName\":\"o_a\",\"CreateTime\":1,\"Event\":\"e\"}")]
    [InlineData("{\"FromUserName\":\"o_a\",\"CreateTime\":1,\"MsgType\":\"event\"}")]
    [InlineData("{\"FromUserName\":\"o_a\",\"CreateTime\":1,\"MsgType\":\"event\",\"Event\":\"愿望\"}")]
    [InlineData("<xml>")]
    [InlineData("<xml/>")]
    [InlineData("<xml>text</xml>")]
    [InlineData("<xml><FromUserName>&who;</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>e</Event></xml>")]
    [InlineData("<!DOCTYPE xml><xml><FromUserName>o_a</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>e</Event></xml>")]
    [InlineData("<!DOCTYPE xml [<!ENTITY who SYSTEM \"file:///etc/hostname\">]><xml><FromUserName>&who;</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>e</Event></xml>")]
    public async Task A_signed_push_that_cannot_be_read_is_refused(string body)
    {
        var before = await push.Stored();

        (await push.Push(new HandMadePush(body))).ShouldBeRefused(400, "request.invalid");
        (await push.Push(new HandMadePush(body) { Mode = PushMode.Safe })).ShouldBeRefused(400, "request.invalid");

        (await push.Stored()).ShouldBe(before);
    }

    [Theory]
    [InlineData("{\"a\":", "1", "}")]
    [InlineData("[", "1", "]")]
    [InlineData("<a>", "1", "</a>")]
    public async Task A_push_that_is_nested_without_end_is_refused(string open, string middle, string close)
    {
        const int depth = 4_000;
        var body = string.Concat(Enumerable.Repeat(open, depth)) + middle + string.Concat(Enumerable.Repeat(close, depth));

        (await push.Push(new HandMadePush(body))).ShouldBeRefused(400, "request.invalid");
    }

    [Fact]
    public async Task A_push_that_is_no_text_is_refused()
    {
        var request = new HandMadePush("{}").Request();
        request.Content = new ByteArrayContent([(byte)'{', 0xC3, (byte)'}']);

        (await lane.Anyone.Send(request)).ShouldBeRefused(400, "request.invalid");
    }

    [Theory]
    [InlineData(PushMode.Plain)]
    [InlineData(PushMode.Safe)]
    public async Task A_push_of_any_size_that_WeChat_does_not_send_is_refused(PushMode mode)
    {
        var large = HandMadePush.Event("any", lane.Unique("o_"), $"\"padding\":\"{new string('x', 100_000)}\"");

        (await push.Push(HandMadePush.Of(large, mode))).ShouldBeRefused(400, "request.too_large");
    }

    [Fact]
    public async Task A_byte_order_mark_or_another_content_type_changes_nothing()
    {
        var request = new HandMadePush("\uFEFF\n" + HandMadePush.Event("any", lane.Unique("o_")).ToJsonString()).Request();
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");

        (await lane.Anyone.Send(request)).ShouldBe(200).Body.ShouldBe("success");
    }

    private static async Task<int> Credits(Person person, string template) =>
        (await person.Get("/api/v1/me/subscriptions")).ShouldBe(200).Items.Single(item => item.GetProperty("template").GetString() == template)
            .GetProperty("credits").GetInt32();
}
