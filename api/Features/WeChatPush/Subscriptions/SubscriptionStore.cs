using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.WeChatPush;

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

    /// <summary>A consent that WeChat pushed.</summary>
    public Task AddPushed(Tx tx, long userId, string templateId, DateTimeOffset now) => tx.Execute("""
        INSERT INTO subscription_credits (user_id, template_id, reported, pushed, changed_at) VALUES (@userId, @templateId, 0, 1, @now)
        ON DUPLICATE KEY UPDATE pushed = pushed + 1, changed_at = @now
        """, new { userId, templateId, now });

    /// <summary>One message was delivered.</summary>
    public Task Spend(Tx tx, long userId, string templateId, DateTimeOffset now) => tx.Execute("""
        UPDATE subscription_credits
        SET reported = CASE WHEN reported > 0 THEN reported - 1 ELSE 0 END, pushed = CASE WHEN pushed > 0 THEN pushed - 1 ELSE 0 END,
            changed_at = @now
        WHERE user_id = @userId AND template_id = @templateId
        """, new { userId, templateId, now });

    /// <summary>WeChat says that no message is allowed any more.</summary>
    public Task Clear(Tx tx, long userId, string templateId, DateTimeOffset now) => tx.Execute("""
        UPDATE subscription_credits SET reported = 0, pushed = 0, changed_at = @now WHERE user_id = @userId AND template_id = @templateId
        """, new { userId, templateId, now });

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
