using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Shared.Cases;

/// <summary>Writes the news of a move in its transaction, and says it when it is delivered, if it is still true.</summary>
public sealed class CaseNews(
    Db db, OutboxStore outbox, OutboxSpread spread, CasePeopleStore people, TellStaff tellStaff, FindOpenId findOpenId, SubscribeDelivery wechat)
{
    private const int MostHelpers = 20;

    /// <summary>Who made the move knows of it; who is concerned in two ways hears it once, by the first rule.</summary>
    public async Task Write<TCase, TStatus, TAction, TActor>(
        Tx tx, ICaseKind<TCase, TStatus, TAction, TActor> kind, TCase before, TCase after, Step<TAction, TActor> step, long eventId)
        where TCase : class, ICase<TStatus>
        where TStatus : struct, Enum
        where TAction : struct, Enum
        where TActor : struct, Enum
    {
        HashSet<long> told = step.ById is { } actor ? [actor] : [];
        foreach (var rule in kind.News.Rules.Where(rule => rule.IsOf(step.Action, after.Status)))
        {
            var atAnyHour = kind.News.IsForAnyHour(after, rule.Kind);
            if (rule.Whom.Audience == Audience.Followers)
                await outbox.Add(tx, OutboxSpread.Message(rule.Kind, after.Id, once: eventId), step.Now);
            else if (rule.Whom.Audience == Audience.Staff)
            {
                long[] notFor = step.ById is { } mover ? [after.SubjectId, mover] : [after.SubjectId];
                await tellStaff(tx, new StaffMessage(rule.Kind, after.Id, $"{eventId}", rule.Whom.Path(after), notFor, atAnyHour), step.Now, told);
            }
            else
            {
                foreach (var personId in (await Listeners<TCase, TStatus>(tx, kind.Name, rule.Whom, before, after)).Where(told.Add))
                {
                    var message = new OutboxMessage(rule.Kind, after.Id, personId, $"{rule.Kind}:{eventId}:{personId}") { AtAnyHour = atAnyHour };
                    await outbox.Add(tx, message, step.Now);
                }
            }
        }
    }

    public async Task<Delivery> Deliver(ICaseKind kind, LeasedMessage message, CancellationToken cancellation)
    {
        var (text, openId) = await db.Read<(NewsText? Text, string? OpenId)>(async session =>
        {
            var said = await kind.TextOf(session, message);
            if (said is null || said.CanBeMuted && await people.Has(session, kind.Name, message.SubjectId, CasePart.Muted, message.RecipientId))
                return (null, null);
            return (said, await findOpenId(session, message.RecipientId));
        });
        if (text is null)
            return Delivery.NoLongerTrue;
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["thing1"] = SubscribeValue.Thing(text.Title),
            ["thing2"] = SubscribeValue.Thing(text.Words),
            ["time3"] = SubscribeValue.Time(message.CreatedAt),
        };
        return await wechat.Send(message, openId, text.Template, text.Page, data, cancellation);
    }

    /// <summary>
    /// Tells everyone who follows a case what became of it, but those whom the case concerns, who hear it in words of their own. The
    /// message's own id stands for the move: there is one message for each.
    /// </summary>
    public async Task<Delivery> Spread(ICaseKind kind, string news, LeasedMessage message) =>
        await db.Read(session => kind.ConcernedBy(session, message.SubjectId)) is { } concerned
            ? await spread.Spread(
                news, message.SubjectId, once: message.Id,
                (session, after, rows) => people.List(session, kind.Name, message.SubjectId, CasePart.Follower, after, rows),
                [.. concerned.Select(id => (long?)id)])
            : Delivery.NoLongerTrue;

    private async Task<IEnumerable<long>> Listeners<TCase, TStatus>(Tx tx, string kind, Listener<TCase> whom, TCase before, TCase after)
        where TCase : class, ICase<TStatus>
        where TStatus : struct, Enum => whom.Audience switch
        {
            Audience.Subject => [after.SubjectId],
            Audience.Person => whom.Person(before, after) is { } id && id != after.SubjectId ? [id] : [],
            _ => (await people.List(tx, kind, after.Id, CasePart.Helper, 0, MostHelpers)).Where(id => id != after.SubjectId),
        };
}
