using System.Text;
using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Features.Wishes.Duplicates;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Wishes.Duplicates;

public sealed class LikenessTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly WishText Lamp = new("楼道口的灯坏了", "三号楼楼道口的灯坏了三天，晚上进出看不清台阶");
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("楼道口的灯坏了", "３号楼楼道口的灯坏了3天。晚上进出，看不清台阶！", 100)]
    [InlineData("修一修楼道口的灯", "三号楼楼道口的灯坏了，晚上进出看不清", 62)]
    [InlineData("教奶奶用手机", "奶奶一个人住，想学会自己叫车去医院", 0)]
    [InlineData("？", "！！！！！", 0)]
    public void Likeness_is_the_share_of_common_letter_pairs(string title, string text, int percent) =>
        TextLikeness.Between(Lamp, new WishText(title, text)).Percent.ShouldBe(percent);

    [Fact]
    public void The_hashes_are_the_same_for_one_text_and_others_under_another_key()
    {
        var (one, other) = (With("the first key, of thirty-two by."), With("the second key of thirty-two by."));

        one.HashesOf(Lamp).Length.ShouldBe(TextLikeness.Slots);
        Agreeing(one.HashesOf(Lamp), With("the first key, of thirty-two by.").HashesOf(Lamp)).ShouldBe(TextLikeness.Slots);
        Agreeing(one.HashesOf(Lamp), other.HashesOf(Lamp)).ShouldBe(0);
        one.HashesOf(new WishText("！！", "，，，，，")).ShouldAllBe(hash => hash == null);
    }

    [Fact]
    public void Texts_that_are_alike_agree_in_some_slots_and_others_in_hardly_any()
    {
        var texts = With("the first key, of thirty-two by.");
        var hashes = texts.HashesOf(Lamp);

        Agreeing(hashes, texts.HashesOf(new WishText("修一修楼道口的灯", "三号楼楼道口的灯坏了，晚上进出看不清"))).ShouldBeGreaterThan(2);
        Agreeing(hashes, texts.HashesOf(new WishText("教奶奶用手机", "奶奶一个人住，想学会自己叫车去医院"))).ShouldBe(0);
    }

    [Fact]
    public async Task The_index_holds_no_word_and_no_phone()
    {
        var story = await WishStory.Begin(lane);
        var mark = lane.Unique("隐");
        await story.Post(WishStory.Words(story.Community, "题目" + mark, "一段故事" + mark, phone: "13988776655"));

        foreach (var planted in new[] { mark, "13988776655" })
            (await Traces.Of(lane, planted)).ShouldBeEmpty();
        var stored = await lane.Sql.List<byte[]>("SELECT hash FROM wish_likeness_slots WHERE wish_id = @Id ORDER BY slot", new { story.Id });
        stored.Count.ShouldBe(TextLikeness.Slots);
        stored.ShouldBe(lane.Part<TextLikeness>().HashesOf(new WishText("题目" + mark, "一段故事" + mark)).Select(hash => hash!));
        var phoneHash = await lane.Sql.Value<byte[]>("SELECT phone_hash FROM wish_likeness WHERE wish_id = @Id", new { story.Id });
        phoneHash.ShouldBe(lane.Part<WishLikeness>().PhoneHash("139-8877-6655"));
        phoneHash.ShouldNotBe(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("13988776655")));
    }

    /// <summary>What a search reads is asked of the server itself, on the connection of the search.</summary>
    [Fact]
    public async Task A_search_reads_as_much_among_many_wishes_as_among_a_few()
    {
        var community = await lane.NewCommunity();
        var (store, hashes) = (lane.Part<WishLikenessStore>(), lane.Part<TextLikeness>().HashesOf(Lamp));
        var first = 900_000_000_000L + community.Id * 100_000;
        await Add(first, 100);
        var (few, fewIds) = await Search();
        await Add(first + 100, 2_000);
        var (many, manyIds) = await Search();

        many.ShouldBeLessThanOrEqualTo(few + 10);
        (fewIds.Count, manyIds.Count).ShouldBe((50, 50));
        manyIds[0].ShouldBe(first + 2_099);

        Task Add(long from, int count) => lane.Part<Db>().InTransaction(async tx =>
        {
            for (var id = from; id < from + count; id++)
                await store.Save(tx, id, community.Id, new byte[32], hashes);
        });

        Task<(long Reads, IReadOnlyList<long> Ids)> Search() => lane.Part<Db>().Read(async session =>
        {
            var before = await Reads(session);
            var ids = await store.ListLikely(session, community.Id, hashes, 50);
            return (await Reads(session) - before, ids);
        });
    }

    private static async Task<long> Reads(DbSession session) => (await session.List<(string Name, string Value)>(
        "SHOW SESSION STATUS WHERE Variable_name IN ('Handler_read_key', 'Handler_read_next', 'Handler_read_prev', 'Handler_read_rnd_next')"))
        .Sum(row => long.Parse(row.Value));

    private static int Agreeing(byte[]?[] one, byte[]?[] other) => one.Zip(other).Count(pair => pair.First!.AsSpan().SequenceEqual(pair.Second));

    private static TextLikeness With(string key) =>
        new(new FieldCipher(Options.Create(new PrivacyOptions { Keys = "k1:" + Convert.ToBase64String(Encoding.ASCII.GetBytes(key)) })));
}
