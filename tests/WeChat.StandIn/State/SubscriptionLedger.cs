namespace WeChat.StandIn;

/// <summary>
/// One-time subscriptions: how many messages each openid still takes of each template, and who is being sent to just now.
/// </summary>
internal sealed class SubscriptionLedger(int defaultCredits)
{
    private readonly Dictionary<(string Openid, string TemplateId), int> _credits = [];
    private readonly HashSet<string> _sending = new(StringComparer.Ordinal);

    public int CreditsOf(string openid, string templateId) => _credits.GetValueOrDefault((openid, templateId), defaultCredits);

    public void Set(string openid, string templateId, int credits) => _credits[(openid, templateId)] = credits;

    public void Spend(string openid, string templateId) => Set(openid, templateId, CreditsOf(openid, templateId) - 1);

    /// <summary>False when a send to this openid is still in progress.</summary>
    public bool BeginSend(string openid) => _sending.Add(openid);

    public void EndSend(string openid) => _sending.Remove(openid);
}
