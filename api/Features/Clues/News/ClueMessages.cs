using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Clues;

/// <summary>
/// What people hear about clues, made at the moment of sending: news that is no longer true is not sent. A message names the class and
/// the move, and nothing that anyone wrote.
/// </summary>
public sealed class ClueMessages(Db db, MemberStore members, ClueStore clues, CluePeopleStore people, SubscribeDelivery wechat)
{
    public static void AddRoutes(IServiceCollection services)
    {
        foreach (var kind in ClueNews.Kinds.Keys)
            services.AddSingleton(new OutboxRoute(kind, (provider, message, cancellation) =>
                provider.GetRequiredService<ClueMessages>().Deliver(message, cancellation)));
    }

    private async Task<Delivery> Deliver(LeasedMessage message, CancellationToken cancellation)
    {
        var (clue, openId) = await db.Read(async session =>
            (await clues.Find(session, message.SubjectId), await members.FindOpenId(session, message.RecipientId)));
        var kind = ClueNews.Kinds[message.Kind];
        if (clue is null || kind.TrueIn?.Contains(clue.Status) == false)
            return Delivery.NoLongerTrue;
        if (kind.CanBeMuted && await db.Read(session => people.HasMuted(session, clue.Id, message.RecipientId)))
            return Delivery.NoLongerTrue;
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["thing1"] = SubscribeValue.Thing(ClueClasses.NameOf(clue.Class)),
            ["thing2"] = SubscribeValue.Thing(kind.Words),
            ["time3"] = SubscribeValue.Time(message.CreatedAt),
        };
        return await wechat.Send(message, openId, ClueNews.Template, $"pages/clue/index?id={clue.Id}", data, cancellation);
    }
}
