using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Clues.Core.ClueAction;

namespace LinYuan.Tests.Clues;

/// <summary>One row of a table of states as it comes about in life: by a person's call, by the clock, or with something else.</summary>
internal sealed record ClueAttempt(Lane Lane, string From, ClueAction Action, ClueActor Who, string To)
{
    /// <summary>However much time a state needs until the clock does something: a week of working hours, deadlines and limits.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromDays(8);

    public bool IsByTheClock => Action is Escalate or FallLate or Resume or ClueAction.TimeOut;

    /// <summary>A clue that the row would move, with all that must have happened before.</summary>
    public async Task<ClueStory> Prepare()
    {
        if ((From, Action) is ("submitted", FallLate))
        {
            var emergency = await ClueStory.Begin(Lane);
            await emergency.Submit(ClueStory.Words(emergency.Community, isEmergency: true, acknowledged: true));
            return emergency;
        }
        var story = await ClueStory.In(Lane, From);
        if (Action == Dispatch && From != "accepted")
            await story.LetPass(TimeSpan.FromHours(24));
        else if (Action == DecideExtension)
            (await story.ByStaff(story.Owner, "extend", new { reason = "等材料", days = 2 })).ShouldBe(200);
        else if (Action == RecordCallBack)
            await Ring(story);
        else if (Action is ConfirmUnreasonable or DropUnreasonable or AppealUnreasonable or DecideUnreasonable)
            await Mark(story);
        return story;
    }

    /// <summary>Tries it; whether it was made the events say.</summary>
    public async Task Make(ClueStory story)
    {
        if (IsByTheClock)
            await story.LetPass(LongEnough);
        else if (Who == ClueActor.System)
            await Lane.Part<Db>().InTransaction(tx => Lane.Part<ClueCases>().MoveAs(tx, long.Parse(story.Id), Action, Who));
        else if (Who == ClueActor.Reporter)
            await story.By(story.Reporter, Route, Body(story));
        else
            await story.ByStaff(await Person(story), Route, Action == Merge ? new { into = (await ClueStory.In(Lane, "accepted", story)).Id } : Body(story));
    }

    private string Route => Action switch
    {
        RecordCallBack => "call-back",
        DropUnreasonable => "confirm-unreasonable",
        _ => string.Concat(Action.Word().Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}")),
    };

    private object? Body(ClueStory story) => Action switch
    {
        Sign => null,
        Accept => new { urgency = "normal" },
        Refuse => new { reason = "不属于社区职责", legalRoute = "请向法院起诉" },
        Dispatch => new { ownerId = story.Owner.Id.ToString() },
        AskReporter => new { question = "是哪一盏灯？" },
        ClueAction.Answer => new { text = "东边第二盏" },
        Extend => new { reason = "等材料", days = 2 },
        DecideExtension => new { grants = true },
        Resolve or Close => new { outcome = "solved", text = "已换好灯泡" },
        CallBack or RecordCallBack => new { answer = To == "closed" ? "solved" : "notSolved" },
        ConfirmUnreasonable or DecideUnreasonable => new { agrees = To is "marked" or "upheld" || To == "closed" },
        DropUnreasonable => new { agrees = false },
        _ => new { reason = "有一点原因" },
    };

    private async Task<Person> Person(ClueStory story) => (Action, Who) switch
    {
        (ConfirmUnreasonable or DropUnreasonable, _) => await Lane.NewStaff(story.Community.StreetId),
        (_, ClueActor.Owner) => story.Owner,
        (_, ClueActor.Superior) => story.Street,
        (_, ClueActor.District) => story.District,
        _ => story.Desk,
    };

    private async Task Ring(ClueStory story)
    {
        await story.Reporter.BindsPhone();
        await Lane.Sql.Execute("UPDATE clues SET call_from = @Now WHERE id = @Id", new { story.Id, Lane.Clock.Now });
        (await story.ByStaff(story.Desk, "contact-reveals")).ShouldBe(201);
    }

    private async Task Mark(ClueStory story)
    {
        (await story.ByStaff(story.Street, "propose-unreasonable", new { reason = "有一点原因" })).ShouldBe(200);
        if (Action is ConfirmUnreasonable or DropUnreasonable)
            return;
        var second = await Lane.NewStaff(story.Community.StreetId);
        (await story.ByStaff(second, "confirm-unreasonable", new { agrees = true })).ShouldBe(200);
        if (Action == DecideUnreasonable)
            (await story.By(story.Reporter, "appeal-unreasonable", new { reason = "有一点原因" })).ShouldBe(200);
    }
}
