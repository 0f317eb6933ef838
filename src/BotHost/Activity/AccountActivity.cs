using System.Collections.Concurrent;
using BotPlatform.BotHost.Pipeline.Sending;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Activity;

/// <summary>What this host knows of the watching of one account, and the database does not.</summary>
internal sealed class AccountActivity(AccountRef account, double rate, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<string, bool> _subscribed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _askedByBots = new(StringComparer.Ordinal);
    private readonly TokenBucket _requests = new(rate, burst: Math.Max(1, (int)(rate / 4)));
    private readonly long _began = time.GetTimestamp();

    public AccountRef Account => account;

    /// <summary>Those of whom the network tells by itself.</summary>
    public IReadOnlyCollection<string> Subscribed => [.. _subscribed.Keys];

    /// <summary>Whether the connection was away, so that something of them may have been missed.</summary>
    public bool HasMissed { get; set; }

    public bool IsSubscribed(string user) => _subscribed.ContainsKey(user);

    public void SetSubscribed(string user, bool isSubscribed)
    {
        if (isSubscribed)
        {
            _subscribed[user] = true;
        }
        else
        {
            _subscribed.TryRemove(user, out _);
        }
    }

    /// <summary>Whether a bot has asked by itself that the network tells of somebody.</summary>
    public bool IsAskedByBot(string user) => _askedByBots.ContainsKey(user);

    /// <summary>A bot has asked for that, or ended it, and with it what the host has asked for.</summary>
    public void SetAskedByBot(string user, bool isAsked)
    {
        if (isAsked)
        {
            _askedByBots[user] = true;
            return;
        }

        _askedByBots.TryRemove(user, out _);
        _subscribed.TryRemove(user, out _);
    }

    /// <summary>The network has forgotten what the host asked for. What bots have asked for stays theirs.</summary>
    public void ForgetSubscriptions() => _subscribed.Clear();

    /// <summary>Waits until one more request may be made.</summary>
    public Task PaceAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            wait = _requests.Take(time.GetElapsedTime(_began));
        }

        return wait == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, time, cancellationToken);
    }

    /// <summary>What is known of its users is read, judged and written by one at a time.</summary>
    public async Task AloneAsync(Func<Task> act, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await act();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _writing.Dispose();
}

/// <summary>All of them.</summary>
internal sealed class AccountActivities(IOptions<ActivityOptions> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<AccountRef, AccountActivity> _accounts = [];

    public AccountActivity this[AccountRef account] =>
        _accounts.GetOrAdd(account, static (key, of) => new AccountActivity(key, of.Rate, of.Time), (options.Value.Rate, Time: time));

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var account in _accounts.Values)
        {
            account.Dispose();
        }
    }
}
