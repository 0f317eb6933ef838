using System.Collections.Concurrent;
using BotPlatform.BotHost.Activity.Watching;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Storage.Activity;
using BotPlatform.BotHost.Waiting;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Activity.Hearing;

/// <summary>Writes down who has talked to a bot, where somebody asks for that: once for each user, and not for each message.</summary>
internal sealed class TalkWitness(
    WatchList watches, ActivityStore store, Abandonment abandonment, TimeProvider time, ILogger<TalkWitness> logger) : IWitness
{
    // Who is known is written again when there are more, which does no harm.
    private const int MostKnown = 200_000;

    private readonly ConcurrentDictionary<(AccountRef Account, string User, string Source, string? Dialog), bool> _known = [];
    private readonly WitnessWriting _writing = new(
        new Outage("Who has talked to bots", "be written down", time, logger), abandonment, logger);

    /// <inheritdoc />
    public Task SeeAsync(IAccountEvent @event)
    {
        if (@event is not MessageReceived message || watches.TalkedAt(message.Origin.Account, message.Dialog) is not { Count: > 0 } sources)
        {
            return Task.CompletedTask;
        }

        var (account, user) = (message.Origin.Account, message.Sender.Id);
        var dialog = message.DialogKind == DialogKind.Direct ? message.Dialog.Id : null;
        var isKnown = true;
        foreach (var source in sources)
        {
            isKnown &= _known.ContainsKey((account, user, source, dialog));
        }

        return isKnown ? Task.CompletedTask : WriteAsync(account, user, sources, dialog);
    }

    private async Task WriteAsync(AccountRef account, string user, IReadOnlyList<string> sources, string? dialog)
    {
        var now = time.GetUtcNow();
        NewWatch[] reasons = [.. sources.Select(source => new NewWatch(user, source, now, dialog))];
        await _writing.WriteAsync(account, user, token => store.AddAsync(account, reasons, token));
        if (_known.Count > MostKnown)
        {
            _known.Clear();
        }

        foreach (var source in sources)
        {
            _known[(account, user, source, dialog)] = true;
        }
    }
}
