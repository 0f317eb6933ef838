using System.Collections.Concurrent;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Tests.Activity;

/// <summary>Whom a fake network knows, and what it says of them.</summary>
internal sealed class People(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset?> _lastActive = new();
    private readonly ConcurrentDictionary<string, string?> _refused = new();

    /// <summary>About whom it was asked, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Of whom it was asked to tell by itself, or no longer.</summary>
    public ConcurrentQueue<(string User, bool IsWanted)> Subscribed { get; } = [];

    /// <summary>Who is a member of any dialog.</summary>
    public DialogInfo? Dialog { get; set; }

    public void Comes(string user) => _lastActive[user] = null;

    public void Goes(string user) => _lastActive[user] = time.GetUtcNow();

    /// <summary>The network does not answer when it is asked about somebody.</summary>
    public void Swallows(string user) => _refused[user] = null;

    /// <summary>The network will not tell of somebody by itself.</summary>
    public string? Unsubscribable { get; set; }

    public void Refuses(string user, string reason) => _refused[user] = reason;

    public Task<object> AnswerAsync(object request, CancellationToken cancellationToken) => Task.FromResult<object>(request switch
    {
        GetLastActivity asked => AnswerTo(asked),
        GetDialog asked => Dialog! with { Dialog = asked.Dialog },
        WatchActivity asked => Remember(asked),
        _ => new Done(),
    });

    private LastActivity AnswerTo(GetLastActivity asked)
    {
        Asked.Enqueue(asked.User.Id);
        if (_refused.TryGetValue(asked.User.Id, out var reason))
        {
            throw reason is null
                ? new ConnectorException("The network says nothing.")
                : new ConnectorRefusedException("The network says no.", reason);
        }

        return _lastActive.TryGetValue(asked.User.Id, out var last)
            ? new LastActivity { User = asked.User, IsOnline = last is null, LastActiveAt = last ?? time.GetUtcNow() }
            : throw new ConnectorRefusedException("There is no such user.", "item-not-found");
    }

    private Done Remember(WatchActivity asked)
    {
        Subscribed.Enqueue((asked.User.Id, asked.IsWatching));
        if (asked.User.Id == Unsubscribable)
        {
            throw new ConnectorRefusedException("The network says no.", "service-unavailable");
        }

        return new Done();
    }
}
