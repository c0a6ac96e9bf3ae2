namespace LinYuan.Api.Features.Registrations.GridWorkers.Core;

public enum GridWorkerListener
{
    Applicant,

    /// <summary>Staff of the community itself.</summary>
    Community,

    /// <summary>Staff of the street itself.</summary>
    Street,
}

/// <summary>Of a move, who hears what.</summary>
public sealed record GridWorkerHearing(GridWorkerAction Action, GridWorkerListener Listener, string Kind);

/// <param name="Words">At most 20 characters, as WeChat shows no more.</param>
/// <param name="TrueIn">The state in which this is still news; in any other it is not sent.</param>
public sealed record GridWorkerKind(string Words, GridWorkerStatus TrueIn);

/// <summary>Who hears of which move, and in which words: the one place where that is decided. Nobody hears of what they did themselves.</summary>
public static class GridWorkerNews
{
    /// <summary>The name of the message template in the settings: what it is about (thing1), what happened (thing2), when (time3).</summary>
    public const string Template = "gridWorkerProgress";

    public const string TermEnding = "gridWorker.termEnding";

    public static readonly IReadOnlyList<GridWorkerHearing> Table =
    [
        new(GridWorkerAction.Apply, GridWorkerListener.Community, "gridWorker.applied"),
        new(GridWorkerAction.Train, GridWorkerListener.Applicant, "gridWorker.trained"),
        new(GridWorkerAction.Appoint, GridWorkerListener.Applicant, "gridWorker.proposed"),
        new(GridWorkerAction.Appoint, GridWorkerListener.Street, "gridWorker.toConfirm"),
        new(GridWorkerAction.Confirm, GridWorkerListener.Applicant, "gridWorker.appointed"),
        new(GridWorkerAction.Confirm, GridWorkerListener.Community, "gridWorker.confirmed"),
        new(GridWorkerAction.Renew, GridWorkerListener.Applicant, "gridWorker.renewed"),
        new(GridWorkerAction.End, GridWorkerListener.Applicant, "gridWorker.ended"),
        new(GridWorkerAction.Withdraw, GridWorkerListener.Community, "gridWorker.withdrawn"),
        new(GridWorkerAction.Expire, GridWorkerListener.Applicant, "gridWorker.expired"),
        new(GridWorkerAction.Expire, GridWorkerListener.Community, "gridWorker.expired"),
    ];

    public static readonly IReadOnlyDictionary<string, GridWorkerKind> Kinds = new Dictionary<string, GridWorkerKind>(StringComparer.Ordinal)
    {
        ["gridWorker.applied"] = new("有人申请兼职网格员，请安排培训", GridWorkerStatus.Applied),
        ["gridWorker.trained"] = new("培训已完成，等待社区聘任", GridWorkerStatus.Trained),
        ["gridWorker.proposed"] = new("社区已同意聘任，等待街道确认", GridWorkerStatus.Proposed),
        ["gridWorker.toConfirm"] = new("社区提请聘任，请确认", GridWorkerStatus.Proposed),
        ["gridWorker.appointed"] = new("您已被聘为兼职网格员", GridWorkerStatus.Appointed),
        ["gridWorker.confirmed"] = new("街道已确认聘任", GridWorkerStatus.Appointed),
        ["gridWorker.renewed"] = new("您的聘期已延长", GridWorkerStatus.Appointed),
        ["gridWorker.ended"] = new("申请或聘任已结束，点开看原因", GridWorkerStatus.Ended),
        ["gridWorker.withdrawn"] = new("本人已撤回申请或辞去聘任", GridWorkerStatus.Ended),
        ["gridWorker.expired"] = new("聘期已满，聘任结束", GridWorkerStatus.Ended),
        [TermEnding] = new("聘期快到了，可以办理续聘", GridWorkerStatus.Appointed),
    };
}
