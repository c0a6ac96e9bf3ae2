using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Clues.Core;

/// <summary>What is special about clues among all that people move from state to state.</summary>
public sealed class ClueCases(
    Lifecycle<ClueStatus, ClueAction, ClueActor> table, ClueStore store, ClueListStore lists, ClueHands hands, ClueFollowUps followUps,
    ClueViews views, TextChecks texts, CaseKit kit) : ICaseKind<Clue, ClueStatus, ClueAction, ClueActor>
{
    public const string KindName = "clue";
    private const int Most = 1000;

    public CaseKit Kit => kit;

    public string Name => KindName;

    public Lifecycle<ClueStatus, ClueAction, ClueActor> Table => table;

    public NewsTable<Clue, ClueStatus, ClueAction> News => ClueNews.Table;

    public CaseRefusals Refusals { get; } = new(ClueErrors.WrongState, ClueErrors.OwnCase, ClueErrors.AlreadyDone);

    public ClueActor Subject => ClueActor.Reporter;

    public ClueActor Clock => ClueActor.System;

    /// <summary>The reporter's own words go with the account; what staff wrote, and where the trouble is, belong to the case.</summary>
    public IReadOnlyList<PersonalField> PersonalFields { get; } =
    [
        new("clues", "text_enc", ClueStore.TextPurpose, Of: "reporter_id"),
        new("clues", "place_enc", ClueStore.PlacePurpose, Of: "reporter_id"),
        new("clues", "note_enc", ClueStore.WordsPurpose, Of: "reporter_id"),
        new("clues", "point_enc", ClueStore.PointPurpose),
        new("clues", "legal_route_enc", ClueStore.WordsPurpose),
    ];

    public Task<Clue?> Find(DbSession session, long id) => store.Find(session, id);

    public Task<Clue?> Lock(Tx tx, long id) => store.Lock(tx, id);

    public Task<Clue?> Save(Tx tx, Clue before, Clue after) => store.Save(tx, before, after);

    public async Task<IReadOnlyList<ClueActor>> RolesOf(DbSession session, Clue one, Caller caller) =>
        (await hands.AsMetBy(session, one, caller)).RolesOf(caller);

    /// <summary>What is listed anyone may look at; the doors of those who work on it open for them alone.</summary>
    public async Task<bool> CanSee(DbSession session, Clue one, IReadOnlyList<ClueActor> roles, Caller caller, ClueAction? action) =>
        (action is { } wanted && !table.Knows(wanted, ClueActor.Reporter)
            ? one.IsUnderStaff(caller) || roles.Contains(ClueActor.Owner)
            : one.IsListed || roles.Count > 0)
        || await hands.Helps(session, one, caller);

    public Task<string> PlaceNameOf(Clue one) => views.PlaceNameOf(one);

    public IReadOnlyCollection<long> Concerned(Clue one) => one.OwnerId is { } owner ? [one.ReporterId, owner] : [one.ReporterId];

    /// <summary>What a reporter or an owner writes others read unreviewed, and neither need be staff. A text that cannot be checked passes.</summary>
    public Func<Task>? CheckOf(Caller caller, ClueActor actor, string words) => actor is ClueActor.Reporter or ClueActor.Owner
        ? () => texts.RequireNotRisky(caller.UserId, TextScene.Forum, words)
        : null;

    /// <summary>Naming another owner, or another clue to merge into, is no second time.</summary>
    public bool IsRepeatable(ClueAction action) => action is not (ClueAction.Dispatch or ClueAction.Merge);

    public Clue Change(Clue before, Step<ClueAction, ClueActor> step) => before.Moved(step);

    public Task<Clue> Follow(Tx tx, Clue before, Clue after, Step<ClueAction, ClueActor> step) => followUps.Of(this, tx, after, step);

    public Due<ClueAction>? DueOf(Clue one) => one.NextDue();

    public async Task<IReadOnlyList<long>> ListDue(DbSession session, DateTimeOffset now, int rows) =>
        [.. await lists.ListTimersDue(session, now, rows), .. await lists.ListAlarmsDue(session, now, rows)];

    public string TitleOf(Clue one) => ClueNews.NameOf(one.Class);

    /// <summary>An operation that moves a clue and answers with its new view.</summary>
    public Task<IResult> Take(IdempotentCall call, Caller caller, WantedMove<Clue, ClueAction> wanted) =>
        this.Take(call, caller, wanted, (tx, seen) => View(tx, caller, seen));

    public Task<ClueView> View(DbSession session, Caller caller, Seen<Clue, ClueActor> seen) => views.For(session, caller, seen);

    public async Task<object> Export(DbSession session, long userId)
    {
        var mine = (await lists.ListMine(session, userId, long.MaxValue, Most)).Select(clue => new
        {
            Id = new EntityId(clue.Id), clue.Class, clue.Status, clue.ReporterKind, clue.Report, clue.Location, clue.SubmittedAt, clue.Note,
            clue.LegalRoute, clue.Outcome, clue.Answer, clue.Score, clue.IsFalse, clue.IsUnreasonable,
        });
        var words = (await kit.Events.ListWordsBy(session, Name, userId, Most)).Select(entry => new
        {
            ClueId = new EntityId(entry.CaseId), entry.At, entry.Action, entry.Words,
        });
        var followed = await lists.ListFollowed(session, userId, long.MaxValue, Most);
        return new { Reported = mine.ToList(), Words = words.ToList(), Followed = followed.Select(id => new EntityId(id)).ToList() };
    }

    /// <summary>
    /// Refused while the person has a clue in hand. What staff have taken up goes on, for the trouble is still there, and nobody waits for
    /// an answer any more.
    /// </summary>
    public async Task Leave(Tx tx, long userId)
    {
        if (await store.OwnsOpen(tx, userId))
            throw new Refusal(MemberErrors.HasOpenCases, "您手里还有没办完的线索，办完或退回后，才能注销账号");
        foreach (var id in await store.ListWaitingFor(tx, userId))
        {
            if (await this.MoveAs(tx, id, ClueAction.Forget, Clock) is null)
                await this.MoveAs(tx, id, ClueAction.Resume, Clock);
        }
        await kit.Personal.Erase(tx, this, userId);
        await store.StopCalls(tx, userId);
        await kit.Events.Erase(tx, Name, userId, Subject.Word());
        await kit.People.Erase(tx, Name, userId);
    }
}
