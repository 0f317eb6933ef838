using System.Security.Cryptography;
using System.Text;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.BotSdk.Scheduling;

/// <summary>What one call of a handler puts off and takes back.</summary>
/// <param name="ids">Names commands, the same ones when the handler is called again.</param>
/// <param name="origin">Of the event.</param>
/// <param name="backend">The host.</param>
/// <param name="hearsTimers">Whether the bot handles its timers.</param>
/// <param name="throwIfClosed">Throws when the handler has returned.</param>
internal sealed class HandlerSchedule(
    CommandIds ids, EventOrigin origin, IBotBackend backend, bool hearsTimers, Action throwIfClosed) : IBotSchedule
{
    /// <summary>How much one handler may put off and take back.</summary>
    public const int MaxChanges = 1000;

    /// <summary>What the names of the SDK's own timers begin with; bots' names do not.</summary>
    public const char OwnMark = '$';

    private const int MaxName = 100;
    private const int MaxPayload = 16_000;

    private readonly Lock _gate = new();
    private readonly List<ScheduleChange> _changes = [];
    private int _added;

    public DateTimeOffset Now => backend.State.Time.GetUtcNow();

    public Task<string> AddAsync(Func<string, IReliableCommand> make, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(make);
        cancellationToken.ThrowIfCancellationRequested();
        throwIfClosed();
        lock (_gate)
        {
            var command = ids.Make(make, $"later-{_added + 1}");
            Change(IdOf(command.CommandId), new ScheduledItem { DueAt = at, Command = command });
            _added++;
            return Task.FromResult(command.CommandId);
        }
    }

    public Task RemoveAsync(string commandId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(commandId);
        return ChangeAsync(IdOf(commandId), null, cancellationToken);
    }

    public Task SetTimerAsync(DialogRef dialog, string name, DateTimeOffset at, string? payload, CancellationToken cancellationToken)
    {
        CheckName(name);
        return hearsTimers
            ? SetOwnTimerAsync(dialog, name, at, payload, cancellationToken)
            : throw new InvalidOperationException(
                $"The bot '{ids.Bot}' sets the timer '{name}' and would not hear of it: implement IHandle<{nameof(TimerFired)}>.");
    }

    /// <summary>The same for a timer of the SDK's, whose name begins with <see cref="OwnMark"/>.</summary>
    public Task SetOwnTimerAsync(DialogRef dialog, string name, DateTimeOffset at, string? payload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        if (payload?.Length > MaxPayload)
        {
            throw new ArgumentException($"A timer carries {MaxPayload} characters, and not {payload.Length}.", nameof(payload));
        }

        cancellationToken.ThrowIfCancellationRequested();
        throwIfClosed();
        lock (_gate)
        {
            _added++;
            Change(IdOf(dialog, name), new ScheduledItem
            {
                DueAt = at,
                Timer = new TimerFired
                {
                    Origin = new EventOrigin
                    {
                        EventId = EventIdOf(ids.IdOf($"timer-{_added}"), at),
                        Account = origin.Account,
                        OccurredAt = at,
                    },
                    Dialog = dialog,
                    Name = name,
                    Payload = payload,
                },
            });
        }

        return Task.CompletedTask;
    }

    public Task CancelTimerAsync(DialogRef dialog, string name, CancellationToken cancellationToken)
    {
        CheckName(name);
        return CancelOwnTimerAsync(dialog, name, cancellationToken);
    }

    /// <summary>The same for a timer of the SDK's.</summary>
    public Task CancelOwnTimerAsync(DialogRef dialog, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        return ChangeAsync(IdOf(dialog, name), null, cancellationToken);
    }

    public async Task<IReadOnlyList<ScheduledItem>> ListAsync(DialogRef dialog, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        throwIfClosed();
        var found = await backend.FindScheduledAsync(ids.Bot, origin.Account, dialog, cancellationToken);
        lock (_gate)
        {
            var changed = _changes.Select(change => change.Address.Id).ToHashSet(StringComparer.Ordinal);
            return
            [
                .. found.Where(item => !changed.Contains(IdOf(item)))
                    .Concat(_changes.Select(change => change.Item).OfType<ScheduledItem>().Where(item => DialogOf(item) == dialog))
                    .Where(item => item.Timer?.Name[0] != OwnMark)
                    .OrderBy(item => item.DueAt),
            ];
        }
    }

    /// <summary>What is to be changed, in order.</summary>
    public IReadOnlyList<ScheduleChange> Changes()
    {
        lock (_gate)
        {
            return [.. _changes];
        }
    }

    private static string IdOf(string commandId) => $"command {commandId}";

    // The same timer that is set for another time is another event.
    private static string EventIdOf(string id, DateTimeOffset at) => "timer-" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{id} {at.UtcTicks}")).AsSpan(0, 12));

    private static DialogRef DialogOf(ScheduledItem item) => item.Command?.Dialog ?? item.Timer!.Dialog;

    private string IdOf(DialogRef dialog, string name) => $"{HandlerState.Owner("timer", origin.Account, dialog.Id)} {name}";

    private string IdOf(ScheduledItem item) =>
        item.Command is { } command ? IdOf(command.CommandId) : IdOf(item.Timer!.Dialog, item.Timer.Name);

    private void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxName || name[0] == OwnMark || name.Any(one => char.IsControl(one) || char.IsSurrogate(one)))
        {
            throw new ArgumentException(
                $"The bot '{ids.Bot}' gives a timer a name that is none: it has 1 to {MaxName} plain characters, and does not begin with "
                + $"{OwnMark}.",
                nameof(name));
        }
    }

    private Task ChangeAsync(string id, ScheduledItem? item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        throwIfClosed();
        lock (_gate)
        {
            Change(id, item);
        }

        return Task.CompletedTask;
    }

    private void Change(string id, ScheduledItem? item)
    {
        _changes.RemoveAll(change => change.Address.Id == id);
        if (_changes.Count == MaxChanges)
        {
            throw new InvalidOperationException(
                $"The bot '{ids.Bot}' puts off or takes back more than {MaxChanges} things in one handler.");
        }

        _changes.Add(new ScheduleChange(new ScheduleAddress(ids.Bot, id), item));
    }
}
