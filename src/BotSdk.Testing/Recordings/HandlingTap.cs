using System.Collections.Concurrent;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Scheduling;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Testing.Recordings;

/// <summary>Stands between a bot and its host while the bot handles one event, and writes down what passes.</summary>
/// <param name="bot">The bot's name.</param>
/// <param name="event">The event.</param>
/// <param name="backend">The host.</param>
public sealed class HandlingTap(string bot, IAccountEvent @event, IBotBackend backend) : IBotBackend, IStateBackend
{
    private readonly ConcurrentQueue<RecordedRequest> _requests = [];
    private readonly ConcurrentDictionary<StateAddress, StateValue?> _reads = [];
    private readonly ConcurrentDictionary<string, bool> _lacking = [];
    private bool _usedFiles;

    /// <inheritdoc />
    public IStateBackend State => this;

    /// <inheritdoc />
    public TimeProvider Time => backend.State.Time;

    private DateTimeOffset At { get; set; } = backend.State.Time.GetUtcNow();

    /// <summary>The bot begins anew with the event.</summary>
    public void Begin()
    {
        _requests.Clear();
        _reads.Clear();
        _lacking.Clear();
        _usedFiles = false;
        At = Time.GetUtcNow();
    }

    /// <summary>What there is to say when the bot is done.</summary>
    /// <param name="result">What it wants, or its last words.</param>
    /// <param name="failure">Why it has failed; null when it has not.</param>
    public RecordedHandling End(HandlerResult result, Exception? failure = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new RecordedHandling
        {
            Bot = bot,
            At = At,
            Event = @event,
            Commands = result.Commands,
            Requests = [.. _requests],
            Reads = [.. _reads.Select(one => new RecordedRead(one.Key, one.Value))],
            Lacking = [.. _lacking.Keys.Order(StringComparer.Ordinal)],
            UsedFiles = _usedFiles,
            Failure = failure?.GetType().Name,
        };
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<ScheduledItem>> FindScheduledAsync(
        string bot, AccountRef account, DialogRef dialog, CancellationToken cancellationToken) =>
        backend.FindScheduledAsync(bot, account, dialog, cancellationToken);

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string?> SettingsOf(string bot, AccountRef account, DialogRef? dialog) =>
        backend.SettingsOf(bot, account, dialog);

    /// <inheritdoc />
    public bool Offers(AccountRef account, Type contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var offers = backend.Offers(account, contract);
        if (!offers)
        {
            _lacking[contract.Name] = true;
        }

        return offers;
    }

    /// <inheritdoc />
    public IFiles? FindFiles(AccountRef account)
    {
        _usedFiles = true;
        return backend.FindFiles(account);
    }

    /// <inheritdoc />
    public bool MayAnnounce(string bot, AccountRef account) => backend.MayAnnounce(bot, account);

    /// <inheritdoc />
    public Task<TAnswer> AskAsync<TAnswer>(IAnnouncementRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class => backend.AskAsync(request, cancellationToken);

    /// <inheritdoc />
    public Task SendAtOnceAsync(IChatCommand command, CancellationToken cancellationToken) =>
        backend.SendAtOnceAsync(command, cancellationToken);

    /// <inheritdoc />
    public async Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class
    {
        try
        {
            var answer = await backend.AskAsync(request, cancellationToken);
            _requests.Enqueue(new RecordedRequest(request, answer, null));
            return answer;
        }
        catch (RequestFailedException e)
        {
            _requests.Enqueue(new RecordedRequest(request, null, e));
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<StateRecord?> FindAsync(StateAddress address, CancellationToken cancellationToken)
    {
        var found = await backend.State.FindAsync(address, cancellationToken);
        _reads[address] = found?.Value;
        return found;
    }

    /// <inheritdoc />
    public void Tell(string bot, string problem) => backend.State.Tell(bot, problem);
}
