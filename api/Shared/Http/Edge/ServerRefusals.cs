using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// Answers in words what the server refuses before a request comes to be: a path with %00, a line that is no HTTP, a header too long. The
/// server has no setting for it and would send a status alone; but it tells of each through its diagnostic source before it answers, and
/// the answer is then written to the connection, which closes after it.
/// </summary>
internal sealed class ServerRefusals : IObserver<KeyValuePair<string, object?>>
{
    private const string EventName = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Prepare(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection =>
    {
        var output = new LastWord(connection.Transport.Output);
        connection.Transport = new Duplex(connection.Transport.Input, output);
        connection.Features.Set(output);
        return next(connection);
    }));

    public static void Answer(DiagnosticListener server) => server.Subscribe(new ServerRefusals(), name => name == EventName);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is IFeatureCollection features && features.Get<LastWord>() is { } output
            && features.Get<IHttpResponseFeature>() is { HasStarted: false } response)
            output.Say(AnswerOf(response.StatusCode, features.Get<IHttpRequestIdentifierFeature>()?.TraceIdentifier));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static byte[] AnswerOf(int status, string? traceId)
    {
        var error = RequestErrors.Invalid;
        var body = JsonSerializer.SerializeToUtf8Bytes(new { type = "urn:linyuan:" + error.Code, title = error.Title, status, code = error.Code, traceId }, Json);
        var head = $"""
            HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}
            Content-Type: application/problem+json
            Content-Length: {body.Length}
            Cache-Control: no-store
            X-Content-Type-Options: nosniff
            Connection: close


            """.ReplaceLineEndings("\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>What goes to the client. After the last word nothing more does, whatever the server still writes.</summary>
    private sealed class LastWord(PipeWriter wire) : PipeWriter
    {
        private byte[]? nowhere;

        public override bool CanGetUnflushedBytes => wire.CanGetUnflushedBytes;

        public override long UnflushedBytes => wire.UnflushedBytes;

        public void Say(byte[] answer)
        {
            // So few bytes never wait for the client.
            _ = wire.WriteAsync(answer).AsTask();
            nowhere = new byte[4096];
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => nowhere is null ? wire.GetMemory(sizeHint) : Nowhere(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => nowhere is null ? wire.GetSpan(sizeHint) : Nowhere(sizeHint);

        public override void Advance(int bytes)
        {
            if (nowhere is null)
                wire.Advance(bytes);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => wire.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => wire.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => wire.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => wire.CompleteAsync(exception);

        private byte[] Nowhere(int sizeHint) => sizeHint > nowhere!.Length ? nowhere = new byte[sizeHint] : nowhere;
    }
}
