using System.Collections.Frozen;
using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace LinYuan.Api.Shared.WeChat;

/// <summary>Makes attempts at one API: repeats those that may be repeated and leaves an API alone that keeps failing.</summary>
public sealed class WeChatCalls
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BreakerWindow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BreakerPause = TimeSpan.FromSeconds(5);
    private const int BreakerLeast = 10;
    private const double BreakerShare = 0.5;

    // Each call that times out costs somebody the whole time limit, so two of them are enough, however few calls there are.
    private static readonly TimeSpan SilenceWindow = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SilencePause = TimeSpan.FromSeconds(10);
    private const int SilenceLeast = 2;
    private const double SilenceShare = 0.6;

    private readonly TimeProvider clock;
    private readonly WeChatLog log;
    private readonly FrozenDictionary<string, ResiliencePipeline> pipelines;

    public WeChatCalls(TimeProvider clock, WeChatLog log)
    {
        this.clock = clock;
        this.log = log;
        pipelines = WeChatApi.All.ToFrozenDictionary(api => api.Name, Pipeline);
    }

    /// <param name="attempt">One exchange; called again for each further try.</param>
    /// <param name="limit">The time limit for all tries together.</param>
    public async Task<T> Run<T>(WeChatApi api, Func<CancellationToken, Task<T>> attempt, CancellationToken limit)
    {
        try
        {
            return await pipelines[api.Name].ExecuteAsync(async token => await Attempt(api, attempt, token), limit);
        }
        catch (BrokenCircuitException failure)
        {
            WeChatMeters.Spared(api);
            throw WeChatErrors.LeftAlone(api, failure.RetryAfter, failure);
        }
        // The limit passed before the first try or in the pause before the next: nothing is under way.
        catch (OperationCanceledException failure)
        {
            throw WeChatErrors.NotSent(api, failure);
        }
    }

    private async Task<T> Attempt<T>(WeChatApi api, Func<CancellationToken, Task<T>> attempt, CancellationToken limit)
    {
        var start = clock.GetTimestamp();
        try
        {
            var reply = await attempt(limit);
            WeChatMeters.Attempt(api, "ok", clock.GetElapsedTime(start));
            return reply;
        }
        catch (WeChatException failure)
        {
            WeChatMeters.Attempt(api, JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.Kind.ToString()), clock.GetElapsedTime(start));
            if (failure.Fault != WeChatFault.Refused) log.Failed(api.Name, failure.Fault);
            throw;
        }
    }

    private ResiliencePipeline Pipeline(WeChatApi api) =>
        new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = api.Repeat == WeChatRepeat.Idempotent ? 2 : 1,
                Delay = FirstPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is WeChatException failure && MayRepeat(api, failure)),
            })
            // Inside the retry, so that each try counts and none is made while a breaker is open.
            .AddCircuitBreaker(Breaker(api, BreakerLeast, BreakerShare, BreakerWindow, BreakerPause, failure => failure.Fault != WeChatFault.Refused))
            .AddCircuitBreaker(Breaker(api, SilenceLeast, SilenceShare, SilenceWindow, SilencePause, failure => failure.IsTimeout))
            .Build();

    /// <summary>Opens when of at least so many tries in the window that share failed; after the pause one try alone finds out whether it is over.</summary>
    private CircuitBreakerStrategyOptions Breaker(
        WeChatApi api, int least, double share, TimeSpan window, TimeSpan pause, Func<WeChatException, bool> counts) => new()
    {
        FailureRatio = share,
        MinimumThroughput = least,
        SamplingDuration = window,
        BreakDuration = pause,
        // A refused input says that WeChat works.
        ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is WeChatException failure && counts(failure)),
        OnOpened = args =>
        {
            log.LeftAlone(api.Name, args.BreakDuration);
            return default;
        },
    };

    // A request that went out without an answer may have had its effect. Only what has none is sent again.
    private static bool MayRepeat(WeChatApi api, WeChatException failure) => failure.Fault switch
    {
        WeChatFault.NotSent => true,
        WeChatFault.Busy => api.Repeat != WeChatRepeat.Send,
        WeChatFault.Lost => api.Repeat == WeChatRepeat.Idempotent,
        _ => false,
    };
}
