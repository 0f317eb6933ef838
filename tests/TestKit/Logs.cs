using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace BotPlatform.TestKit;

/// <summary>Keeps every log line of every category.</summary>
public sealed class Logs : ILoggerProvider, ILogger
{
    private readonly Channel<string> _news = Channel.CreateUnbounded<string>();

    /// <summary>All of them, level and text and exception.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Waits for the next line that holds a text.</summary>
    public async Task WaitForAsync(string part, CancellationToken cancellationToken)
    {
        while (!(await _news.Reader.ReadAsync(cancellationToken)).Contains(part, StringComparison.Ordinal))
        {
        }
    }

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc />
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Keep($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" {exception}")}");

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private void Keep(string line)
    {
        Lines.Enqueue(line);
        _news.Writer.TryWrite(line);
    }
}
