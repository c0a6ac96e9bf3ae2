namespace WeChat.StandIn;

/// <summary>Takes each call through what all APIs share: method, scripted fault, token, limit a minute, body.</summary>
internal sealed class ApiDispatcher(StandInState state, TimeProvider time, CancellationToken stopping)
{
    /// <summary>WeChat answers a chunked POST, one without Content-Length, with a bare 412. The control routes are not WeChat's.</summary>
    public async Task RefuseChunked(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        var ours = request.Path.StartsWithSegments(WeChatPaths.Control, StringComparison.Ordinal);
        if (ours || !HttpMethods.IsPost(request.Method) || request.ContentLength is not null)
        {
            await next(http);
            return;
        }

        var call = await Call.Read(request, time.GetUtcNow());
        var answer = Answer.Empty(StatusCodes.Status412PreconditionFailed);
        state.Locked(() => state.CallLog.Add(call, answer));
        await answer.Write(http.Response);
    }

    public async Task Serve(HttpContext http, Api api)
    {
        var call = await Call.Read(http.Request, time.GetUtcNow());
        var (answer, fault) = state.Locked(() => Decide(api, call));
        try
        {
            await Delay(http, fault);
        }
        finally
        {
            // Before the answer leaves: a client that has it may send again at once, and that is no concurrent send.
            if (answer.SendingTo is { } openid) state.Locked(() => state.Ledger.EndSend(openid));
        }

        if (fault is { DropAfterEffect: true }) http.Abort();
        else await answer.Write(http.Response);
    }

    private (Answer Answer, Fault? Fault) Decide(Api api, Call call)
    {
        var rightMethod = string.Equals(call.Method, api.Method, StringComparison.Ordinal);
        var fault = rightMethod ? state.FaultScript.Take(api.Path) : null;
        var answer = rightMethod
            ? ScriptedAnswer(fault) ?? Refusal(api, call) ?? api.Handle(call, state)
            : Answer.Error(WeChatErrors.WrongMethod, $"require {api.Method} method");
        state.CallLog.Add(call, answer);
        return (answer, fault);
    }

    private static Answer? ScriptedAnswer(Fault? fault)
    {
        if (fault is { Errcode: { } errcode }) return Answer.Error(errcode) with { Status = fault.HttpStatus ?? StatusCodes.Status200OK };
        return fault is { HttpStatus: { } status } ? Answer.Empty(status) : null;
    }

    private Answer? Refusal(Api api, Call call)
    {
        if (api.NeedsToken && state.Tokens.Check(call.QueryText("access_token"), call.At) is var tokenError and not WeChatErrors.Ok)
            return Answer.Error(tokenError);
        if (state.Options.CallsPerMinuteOf(api.Path) is { } limit && !state.Minutes.Admit(api.Path, limit, call.At))
            return Answer.Error(api.OverMinuteLimit);
        if (!HttpMethods.IsPost(api.Method)) return null;
        if (!call.HasBody) return Answer.Error(WeChatErrors.EmptyBody);
        return call.Body is { ValueKind: System.Text.Json.JsonValueKind.Object } ? null : Answer.Error(WeChatErrors.BadData);
    }

    private async Task Delay(HttpContext http, Fault? fault)
    {
        if (fault is not { DelayMilliseconds: > 0 }) return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        // Real time: the delay stands for a slow network, which the injected clock does not move.
        await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMilliseconds), TimeProvider.System, either.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
