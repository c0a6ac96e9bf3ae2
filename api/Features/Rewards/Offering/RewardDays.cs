using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Rewards.Offering;

/// <summary>The days on which a reward may be ordered.</summary>
internal static class RewardDays
{
    public static void RequireOrder(DateOnly? from, DateOnly? until)
    {
        if (until < from)
            throw Refusal.Invalid("availableUntil", "不能早于开始的日子");
    }
}
