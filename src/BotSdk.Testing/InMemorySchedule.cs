using BotPlatform.BotSdk.Scheduling;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing;

/// <summary>What the bots of a harness have put off.</summary>
internal sealed class InMemorySchedule
{
    private readonly Lock _gate = new();
    private readonly List<(ScheduleAddress Address, ScheduledItem Item)> _items = [];

    /// <summary>In the order in which it is due; at the same time, in which it was put off.</summary>
    public IReadOnlyList<ScheduledItem> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _items.Select(one => one.Item).OrderBy(item => item.DueAt)];
            }
        }
    }

    public IReadOnlyList<ScheduledItem> Find(string bot, AccountRef account, DialogRef dialog)
    {
        lock (_gate)
        {
            return
            [
                .. _items.Where(one => one.Address.Bot == bot && PlaceOf(one.Item) == (account, dialog))
                    .Select(one => one.Item).OrderBy(item => item.DueAt).Take(100),
            ];
        }
    }

    public void Change(IReadOnlyList<ScheduleChange> changes)
    {
        lock (_gate)
        {
            foreach (var (address, item) in changes)
            {
                _items.RemoveAll(one => one.Address == address);
                if (item is not null)
                {
                    _items.Add((address, item));
                }
            }
        }
    }

    /// <returns>What is due first, and of which bot; null when nothing is due.</returns>
    public (string Bot, ScheduledItem Item)? TakeDue(DateTimeOffset now)
    {
        lock (_gate)
        {
            var due = _items.Where(one => one.Item.DueAt <= now).OrderBy(one => one.Item.DueAt).FirstOrDefault();
            return _items.Remove(due) ? (due.Address.Bot, due.Item) : null;
        }
    }

    private static (AccountRef Account, DialogRef Dialog) PlaceOf(ScheduledItem item) => item.Command is { } command
        ? (command.Account, command.Dialog)
        : (item.Timer!.Origin.Account, item.Timer.Dialog);
}
