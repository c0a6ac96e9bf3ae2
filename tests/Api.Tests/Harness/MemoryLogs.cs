using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LinYuan.Tests.Harness;

/// <summary>One written line: message, exception, values and scopes in <c>Text</c>, which is all that a log collector would get.</summary>
public sealed record LogLine(LogLevel Level, string Category, string Text);

/// <summary>Everything that a lane's api logged, at the levels that are set for production.</summary>
public sealed class MemoryLogs : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogLine> lines = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<LogLine> Lines => [.. lines];

    /// <summary>The lines in which this text stands anywhere.</summary>
    public IReadOnlyList<LogLine> With(string text) => [.. lines.Where(line => line.Text.Contains(text, StringComparison.Ordinal))];

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose() => GC.SuppressFinalize(this);

    private void Add(LogLevel level, string category, string message, object? state, Exception? error)
    {
        var parts = new List<string> { message };
        if (error is not null)
            parts.Add(error.ToString());
        AddValues(parts, state);
        scopes.ForEachScope((scope, into) =>
        {
            into.Add(scope?.ToString() ?? "");
            AddValues(into, scope);
        }, parts);
        lines.Enqueue(new LogLine(level, category, string.Join('\n', parts)));
    }

    private static void AddValues(List<string> parts, object? state)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> values)
            return;
        foreach (var (name, value) in values)
            parts.Add($"{name}={Convert.ToString(value, CultureInfo.InvariantCulture)}");
    }

    private sealed class Writer(MemoryLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logs.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logs.Add(logLevel, category, formatter(state, exception), state, exception);
    }
}
