using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Members.Core;

/// <summary>A post that nobody holds any more since whoever held it left: those who can fill it are told.</summary>
/// <param name="Kind">Of the message; its subject is what the post belongs to.</param>
/// <param name="Words">At most 20 characters, as WeChat shows no more.</param>
/// <param name="NameIfVacant">What the post belongs to, by its name; null when somebody holds it again, which makes it no news.</param>
public sealed record VacantPost(string Kind, string Words, Func<IServiceProvider, DbSession, long, Task<string?>> NameIfVacant)
{
    /// <summary>The name of the message template in the settings: what it is about (thing1), what happened (thing2), when (time3).</summary>
    private const string Template = "staffNews";

    /// <summary>Who left makes it one piece of news, and does not hear of it.</summary>
    public NewsForStaff LeftBy(long userId, long subjectId, IReadOnlyList<long> path) =>
        new(Kind, subjectId, $"{subjectId}-{userId}", path) { NotFor = [userId] };

    public OutboxRoute Route() => new(Kind, Deliver);

    private async Task<Delivery> Deliver(IServiceProvider services, LeasedMessage message, CancellationToken cancellation)
    {
        var (name, openId) = await services.GetRequiredService<Db>().Read(async session => (
            await NameIfVacant(services, session, message.SubjectId),
            await services.GetRequiredService<MemberStore>().FindOpenId(session, message.RecipientId)));
        if (name is null)
            return Delivery.NoLongerTrue;
        Dictionary<string, string> data = new(StringComparer.Ordinal)
        {
            ["thing1"] = SubscribeValue.Thing(name),
            ["thing2"] = SubscribeValue.Thing(Words),
            ["time3"] = SubscribeValue.Time(message.CreatedAt),
        };
        return await services.GetRequiredService<SubscribeDelivery>().Send(message, openId, Template, "pages/staff/index", data, cancellation);
    }
}
