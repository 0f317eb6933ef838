using System.Collections.Concurrent;
using BotPlatform.TestKit;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Xmpp.Tests.Diagnostics;

public sealed class ConnectionLogTests
{
    [Fact]
    public async Task A_line_names_the_account_and_no_secret()
    {
        using var logs = new Logs();
        await using var client = new XmppClient(
            new XmppClientOptions
            {
                Server = new Uri($"xmpp://127.0.0.1:{FreePorts.Take(1)[0]}"),
                Host = "chat.example",
                Credentials = XmppCredentials.Of("alice", "wonderland"),
                Reconnect = new XmppReconnect { MaxAttempts = 0 },
            },
            logs);

        await Assert.ThrowsAsync<XmppConnectionException>(() => client.ConnectAsync(TestTimeout.Token));

        Assert.StartsWith("The connection of alice@chat.example ended: ", Assert.Single(logs.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("wonderland", logs.Lines.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_it_is_known_who_logs_in_a_line_names_the_host()
    {
        using var logs = new Logs();
        await using var client = new XmppClient(
            new XmppClientOptions
            {
                Server = new Uri("xmpp://127.0.0.1:5222"),
                Host = "chat.example",
                Credentials = _ => throw new XmppAuthenticationException("Nobody knows you.", "not-authorized"),
            },
            logs);

        await Assert.ThrowsAsync<XmppAuthenticationException>(() => client.ConnectAsync(TestTimeout.Token));

        Assert.Equal(["The connection of chat.example ended: Nobody knows you."], logs.Lines);
    }

    private sealed class Logs : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) =>
            throw new InvalidOperationException("There is one place for all lines.");

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
