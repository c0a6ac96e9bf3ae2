namespace WeChat.StandIn;

/// <summary>All that the stand-in remembers, in memory, with typed access for tests. Every member may be used from any thread.</summary>
public sealed class StandInState
{
    // One lock over all of it: a call reads and changes several parts (code, activity, ledger, log), and must be seen whole.
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private Uri? _pushAddress;

    internal StandInState(StandInOptions options, TimeProvider time)
    {
        _time = time;
        _pushAddress = options.PushAddress;
        Options = options;
        Ledger = new SubscriptionLedger(options.DefaultSubscriptionCredits);
    }

    /// <summary>What was received, oldest first; bare paths, as in <see cref="WeChatPaths"/>.</summary>
    public IReadOnlyList<RecordedCall> Calls => Locked(() => CallLog.List());

    public IReadOnlyList<Fault> Faults => Locked(() => FaultScript.List());

    public Uri? PushAddress
    {
        get => Locked(() => _pushAddress);
        set => Locked(() => { _pushAddress = value; });
    }

    internal StandInOptions Options { get; }
    internal TokenRegistry Tokens { get; } = new();
    internal People People { get; } = new();
    internal SubscriptionLedger Ledger { get; }
    internal FaultScript FaultScript { get; } = new();
    internal CallLog CallLog { get; } = new();
    internal MinuteWindows Minutes { get; } = new();
    internal List<PendingPush> Pushes { get; } = [];

    public IReadOnlyList<RecordedCall> CallsTo(string path) => Locked(() => CallLog.List(path));

    public void ClearCalls() => Locked(CallLog.Clear);

    /// <summary>Queues a fault; faults of one path are used up in the order they were added.</summary>
    /// <exception cref="ArgumentException">The fault would do nothing, or a value is out of range.</exception>
    public void AddFault(Fault fault)
    {
        if (fault.Problem() is { } problem) throw new ArgumentException(problem, nameof(fault));
        Locked(() => FaultScript.Add(fault));
    }

    public void ClearFaults() => Locked(FaultScript.Clear);

    public int CreditsOf(string openid, string templateId) => Locked(() => Ledger.CreditsOf(openid, templateId));

    public void SetCredits(string openid, string templateId, int credits) => Locked(() => Ledger.Set(openid, templateId, credits));

    /// <summary>Null when the person never opened the mini program.</summary>
    public DateTimeOffset? LastActive(string openid) => Locked(() => People.LastActive(openid));

    public void SetActivity(string openid, TimeSpan ago)
    {
        var at = _time.GetUtcNow() - ago;
        Locked(() => People.SetActive(openid, at));
    }

    internal void Locked(Action work)
    {
        lock (_gate) work();
    }

    internal T Locked<T>(Func<T> work)
    {
        lock (_gate) return work();
    }
}
