using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.HandOff.Feeds;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Sending;

/// <summary>
/// Keeps many commands of a queue on their way at once: connectors let those of one dialog leave in the order of the calls,
/// whatever their kinds. When a connection breaks, the commands that it took along are sent again in their order, and later ones
/// of the same dialog wait behind them; other dialogs do not.
/// </summary>
internal sealed class Sender(SendService service, CommandQueues queues)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(AccountRef, DialogRef), Dialog> _dialogs = [];

    /// <summary>
    /// Begins to send. Called by one caller, in order; the command is finished when it is dealt with.
    /// </summary>
    public void Send(FedItem item)
    {
        var outgoing = new Outgoing(item);
        var command = outgoing.Command;
        var connector = service.ConnectorOf(command);
        Dialog? dialog;
        lock (_gate)
        {
            var key = (command.Account, command.Dialog);
            if (!_dialogs.TryGetValue(key, out dialog))
            {
                _dialogs.Add(key, dialog = new Dialog(key));
            }

            if (dialog.IsRepairing || connector is null)
            {
                dialog.Waiting.Enqueue(outgoing);
                Repair(dialog);
                return;
            }

            dialog.OnTheWay++;
        }

        // Does not throw.
        _ = SendAsync(dialog, connector, outgoing, dialog.Next++);
    }

    private async Task SendAsync(Dialog dialog, IChatConnector connector, Outgoing outgoing, long number)
    {
        var (problem, fate) = await service.TrySendAsync(connector, outgoing);
        lock (_gate)
        {
            dialog.OnTheWay--;
            if (problem is not null)
            {
                dialog.Broken.Add(number, outgoing);
                dialog.IsRepairing = true;
            }

            if (dialog.IsRepairing)
            {
                Repair(dialog);
            }
            else if (dialog.OnTheWay == 0)
            {
                _dialogs.Remove(dialog.Key);
            }
        }

        if (fate is not null)
        {
            Finish(outgoing, fate);
        }
    }

    /// <summary>Sends one by one what waits, as soon as nothing is on its way. Called under the lock.</summary>
    private void Repair(Dialog dialog)
    {
        dialog.IsRepairing = true;
        if (dialog.OnTheWay == 0 && !dialog.IsSendingAgain)
        {
            dialog.IsSendingAgain = true;
            _ = RepairAsync(dialog);
        }
    }

    private async Task RepairAsync(Dialog dialog)
    {
        await Task.Yield(); // leave the lock
        while (TakeNext(dialog) is { } outgoing)
        {
            Finish(outgoing, await service.SendAsync(outgoing));
        }
    }

    private void Finish(Outgoing outgoing, Fate fate)
    {
        if (fate.IsAbandoned)
        {
            outgoing.Item.Feed.Finished(outgoing.Item.Number);
        }
        else
        {
            _ = queues.SentAsync(outgoing.Item, fate.Outcome);
        }
    }

    private Outgoing? TakeNext(Dialog dialog)
    {
        lock (_gate)
        {
            if (dialog.Broken.Count > 0)
            {
                var first = dialog.Broken.GetValueAtIndex(0);
                dialog.Broken.RemoveAt(0);
                return first;
            }

            if (dialog.Waiting.TryDequeue(out var next))
            {
                return next;
            }

            _dialogs.Remove(dialog.Key);
            return null;
        }
    }

    private sealed class Dialog((AccountRef, DialogRef) key)
    {
        public (AccountRef, DialogRef) Key { get; } = key;

        /// <summary>The number of the next command, to put those that broke back into order.</summary>
        public long Next { get; set; }

        public int OnTheWay { get; set; }

        public bool IsRepairing { get; set; }

        public bool IsSendingAgain { get; set; }

        public SortedList<long, Outgoing> Broken { get; } = [];

        public Queue<Outgoing> Waiting { get; } = new();
    }
}
