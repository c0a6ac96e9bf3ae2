namespace LinYuan.Tests.Statistics;

/// <summary>A wish on its way, with the people who move it, each move over HTTP.</summary>
public sealed class WishSteps
{
    private readonly Person staff;

    private WishSteps(string id, Person author, Person staff) => (Id, Author, this.staff) = (id, author, staff);

    public string Id { get; }

    public Person Author { get; }

    public Person? Claimer { get; private set; }

    /// <summary>Posted by a new resident, and not reviewed yet.</summary>
    public static async Task<WishSteps> Post(Lane lane, Community community)
    {
        var author = await lane.NewPerson();
        var posted = await author.Post("/api/v1/wishes", new
        {
            communityId = community.IdText, category = "microService", title = "想修一盏楼道灯", story = "楼道里的灯坏了，晚上看不见台阶。",
            contact = new { name = "测试用名", phone = "15400000001", address = "示例路 8 号" },
        });
        return new WishSteps(posted.ShouldBe(201).Id, author, await community.Staff());
    }

    /// <summary>Published.</summary>
    public static async Task<WishSteps> Open(Lane lane, Community community) => await (await Post(lane, community)).ByStaff("approve");

    /// <summary>Published, claimed by that member and delivered.</summary>
    public static async Task<WishSteps> Delivered(Lane lane, Community community, Person member)
    {
        var wish = await Open(lane, community);
        await wish.Claim(member);
        await wish.ByClaimer("contacted");
        return await wish.ByClaimer("deliver");
    }

    /// <summary>approve, reject, cannot …</summary>
    public Task<WishSteps> ByStaff(string move) =>
        Move(staff, $"/staff/v1/wishes/{Id}/{move}", move == "approve" ? null : new { reason = "核对后的决定" });

    public async Task<WishSteps> Claim(Person member)
    {
        Claimer = member;
        return await Move(member, $"/api/v1/wishes/{Id}/claim");
    }

    /// <summary>contacted, deliver …</summary>
    public Task<WishSteps> ByClaimer(string move, object? body = null) => Move(Claimer!, $"/api/v1/wishes/{Id}/{move}", body);

    /// <summary>confirm, dispute, withdraw …</summary>
    public Task<WishSteps> ByAuthor(string move, object? body = null) => Move(Author, $"/api/v1/wishes/{Id}/{move}", body);

    public Task<WishSteps> Confirm(int score) => ByAuthor("confirm", new { score });

    private async Task<WishSteps> Move(Person who, string path, object? body = null)
    {
        (await who.Post(path, body)).ShouldBe(200);
        return this;
    }
}
