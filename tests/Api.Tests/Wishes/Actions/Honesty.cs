namespace LinYuan.Tests.Wishes.Actions;

/// <summary>Holds <c>actions[]</c> to what really happens when somebody presses the buttons.</summary>
internal static class Honesty
{
    /// <summary>What leaves open to everybody whatever else was: it needs no scene of its own.</summary>
    public static readonly string[] Harmless = ["follow", "unfollow", "mute", "unmute", "revealContact", "printCard", "offerTo", "storyConsent", "editPublicText"];

    /// <summary>That a scene offers these words, separated by spaces, and nothing but the truth.</summary>
    public static async Task Holds(string name, string offered, Func<Task<Scene>> make)
    {
        (await (await make()).Offered()).Except(["follow", "unfollow", "mute", "unmute"])
            .ShouldBe(offered.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
        // In the minute before the job a claim is taken, but offered to nobody.
        (await Mistakes(make, name.Contains("lease over", StringComparison.Ordinal) ? ["claim"] : [])).ShouldBeEmpty();
    }

    /// <summary>
    /// Each word that is offered is accepted, on a scene of its own. Each other one is refused, or changes nothing: to follow what one
    /// follows is no lie, only no use.
    /// </summary>
    /// <param name="untried">What is taken although it is not offered, and would change the scene for the others.</param>
    public static async Task<IReadOnlyList<string>> Mistakes(Func<Task<Scene>> make, params string[] untried)
    {
        List<string> mistakes = [];
        var scene = await make();
        var offered = await scene.Offered();
        mistakes.AddRange(offered.Where(word => !ActionCalls.All.ContainsKey(word!)).Select(word => $"{word} is offered and no call is known for it"));
        var before = await Seen(scene);
        foreach (var word in ActionCalls.All.Keys.Except([.. offered, .. untried]))
        {
            var answer = await scene.Call(word!);
            if (answer.Status < 300 && await Seen(scene) != before)
            {
                mistakes.Add($"{word} is not offered, but was accepted");
                before = await Seen(scene);
            }
            if (answer.Status >= 500)
                mistakes.Add($"{word} answered {answer.Status}");
        }
        foreach (var word in offered)
        {
            var answer = await (Harmless.Contains(word) ? scene : await make()).Call(word!);
            if (answer.Status >= 300)
                mistakes.Add($"{word} is offered, but was refused: {answer.Status} {answer.Code}");
        }
        return mistakes;
    }

    /// <summary>All that a call could change: the wish as the person sees it, and its events.</summary>
    private static async Task<string> Seen(Scene scene) =>
        (await scene.See()).Body.Split("\"traceId\"")[0] + await scene.Lane.Sql.Count("wish_events WHERE wish_id = @Id AND action <> 'printCard'", new { scene.Id });
}
