namespace LinYuan.Tests.Wishes.Actions;

/// <summary>Somebody before a wish, with what they would write: nothing in it may be a reason to refuse.</summary>
internal sealed record Scene(Lane Lane, Community Community, string Id, Person Who)
{
    /// <summary>What a represented person tells the proxy; null for everyone who speaks for themselves.</summary>
    public object? OnBehalf { get; init; }

    /// <summary>For whom the wish would be claimed; null for oneself.</summary>
    public object? ClaimFor { get; init; }

    /// <summary>Who could be sent instead.</summary>
    public Person? Colleague { get; init; }

    public static Scene Of(Lane lane, WishStory story, Person who) => new(lane, story.Community, story.Id, who);

    public Task<Answer> See() => Who.Get($"/api/v1/wishes/{Id}");

    /// <summary>None for a wish that the person cannot see.</summary>
    public async Task<IReadOnlyList<string?>> Offered() => await See() is { Status: 200 } seen ? seen.Actions() : [];

    public Task<Answer> Call(string word) => ActionCalls.All[word].Make(this);

    public Task<Answer> Post(string action, object? body = null) => Who.Post($"/api/v1/wishes/{Id}/{action}", body);

    public Task<Answer> PostAsStaff(string action, object? body = null) => Who.Post($"/staff/v1/wishes/{Id}/{action}", body);

    /// <summary>Anywhere: nobody else gets as far as what staff write.</summary>
    public async Task<bool> IsStaff() => await Lane.Sql.Count("staff_roles WHERE user_id = @Id", new { Who.Id }) > 0;

    /// <summary>The newest promise of somebody; "1", which is nobody's, when there is none.</summary>
    public async Task<string> Promise(bool ofOthers)
    {
        var found = await Lane.Sql.Value<long>($"""
            SELECT COALESCE(MAX(id), 1) FROM wish_pledges
            WHERE wish_id = @Id AND status = 'promised' AND member_id {(ofOthers ? "<>" : "=")} @Who
            """, new { Id, Who = Who.Id });
        return found.ToString();
    }

    /// <summary>An item that lacks something, else any; "1", which is none, for an ordinary wish.</summary>
    public async Task<string> Item() => (await Lane.Sql.Value<long>("""
        SELECT COALESCE((SELECT id FROM wish_items WHERE wish_id = @Id ORDER BY pledged = quantity, id LIMIT 1), 1)
        """, new { Id })).ToString();
}
