using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.WeChatPush.Subscriptions;

/// <summary>
/// How many messages of a template a person still allowed, as far as we know; WeChat's answer to a send is what counts. Each consent is
/// told twice, by the mini program and by WeChat's push, and either may be lost, so both are counted apart and the greater one holds.
/// </summary>
public sealed class SubscriptionStore
{
    /// <summary>A consent that the mini program reported.</summary>
    public Task AddReported(Tx tx, long userId, string templateId, DateTimeOffset now) => tx.Execute("""
        INSERT INTO subscription_credits (user_id, template_id, reported, pushed, changed_at) VALUES (@userId, @templateId, 1, 0, @now)
        ON DUPLICATE KEY UPDATE reported = reported + 1, changed_at = @now
        """, new { userId, templateId, now });

    /// <summary>A consent that WeChat pushed. One that was overtaken by a later word that nothing is allowed counts no more.</summary>
    /// <param name="at">WeChat's own time of it.</param>
    public Task AddPushed(Tx tx, long userId, string templateId, DateTimeOffset at, DateTimeOffset now) => tx.Execute("""
        INSERT INTO subscription_credits (user_id, template_id, reported, pushed, accepted_at, changed_at) VALUES (@userId, @templateId, 0, 1, @at, @now)
        ON DUPLICATE KEY UPDATE pushed = pushed + CASE WHEN cleared_at > @at THEN 0 ELSE 1 END,
            accepted_at = CASE WHEN accepted_at > @at THEN accepted_at ELSE @at END, changed_at = @now
        """, new { userId, templateId, at, now });

    /// <summary>One message was delivered.</summary>
    public Task Spend(Tx tx, long userId, string templateId, DateTimeOffset now) => tx.Execute("""
        UPDATE subscription_credits
        SET reported = CASE WHEN reported > 0 THEN reported - 1 ELSE 0 END, pushed = CASE WHEN pushed > 0 THEN pushed - 1 ELSE 0 END,
            changed_at = @now
        WHERE user_id = @userId AND template_id = @templateId
        """, new { userId, templateId, now });

    /// <summary>WeChat says that no message is allowed any more. A later consent of which it has told us stands.</summary>
    /// <param name="at">WeChat's own time of it. It is kept also where nothing was allowed, because an older consent may still come.</param>
    public Task Clear(Tx tx, long userId, string templateId, DateTimeOffset at, DateTimeOffset now) => tx.Execute("""
        INSERT INTO subscription_credits (user_id, template_id, reported, pushed, cleared_at, changed_at) VALUES (@userId, @templateId, 0, 0, @at, @now)
        ON DUPLICATE KEY UPDATE reported = CASE WHEN accepted_at > @at THEN reported ELSE 0 END,
            pushed = CASE WHEN accepted_at > @at THEN pushed ELSE 0 END,
            cleared_at = CASE WHEN cleared_at > @at THEN cleared_at ELSE @at END, changed_at = @now
        """, new { userId, templateId, at, now });

    public Task<IReadOnlyList<SubscriptionCredits>> List(DbSession session, long userId) => session.List<SubscriptionCredits>("""
        SELECT template_id AS TemplateId, reported AS Reported, pushed AS Pushed FROM subscription_credits
        WHERE user_id = @userId ORDER BY template_id LIMIT 500
        """, new { userId });

    public Task Erase(Tx tx, long userId) => tx.Execute("DELETE FROM subscription_credits WHERE user_id = @userId", new { userId });
}

public sealed record SubscriptionCredits(string TemplateId, int Reported, int Pushed)
{
    public int Credits => Math.Max(Reported, Pushed);
}
