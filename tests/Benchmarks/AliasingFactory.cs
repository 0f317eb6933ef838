using System.Threading.Channels;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Benchmarks;

/// <summary>A network on which everybody is one user under many ids, so that there can be as many as a benchmark wants.</summary>
internal sealed class AliasingFactory(IChatConnectorFactory inner, string user) : IChatConnectorFactory
{
    public IReadOnlyList<AccountRef> Accounts => inner.Accounts;

    public IChatConnector Create(AccountRef account, string? device = null) => new Connector(inner.Create(account, device), user);

    private sealed class Connector(IChatConnector inner, string user) : IChatConnector
    {
        public AccountRef Account => inner.Account;

        public ConnectionStateChanged Status => inner.Status;

        public ChannelReader<ConnectionStateChanged> StatusChanges => inner.StatusChanges;

        public ChannelReader<ReceivedEvent> Events => inner.Events;

        public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

        public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

        public string MessageIdOf(SendMessage command) => inner.MessageIdOf(command);

        public Task SendAsync(SendMessage command, CancellationToken cancellationToken) => inner.SendAsync(command, cancellationToken);

        public T? Find<T>()
            where T : class => inner.Find<T>() is IAnswers<GetLastActivity, LastActivity> one ? new Alias(one, user) as T : inner.Find<T>();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class Alias(IAnswers<GetLastActivity, LastActivity> inner, string user) : IAnswers<GetLastActivity, LastActivity>
    {
        public Task<LastActivity> AnswerAsync(GetLastActivity request, CancellationToken cancellationToken) =>
            inner.AnswerAsync(request with { User = new UserRef(user) }, cancellationToken);
    }
}
