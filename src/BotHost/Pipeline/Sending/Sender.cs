using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.HandOff.Feeds;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Sending;

/// <summary>
/// Keeps many commands of a queue on their way at once: connectors let those of one dialog leave in the order of the calls,
/// whatever their kinds. When a connection breaks, the commands that it took along are sent again in their order, and later ones
/// of the same dialog wait behind them; other dialogs do not. So they do when a dialog sends more than it may.
/// </summary>
/// <param name="service">Sends.</param>
/// <param name="queues">Where what is sent is finished.</param>
/// <param name="flood">What may leave now.</param>
/// <param name="abandoned">Fires when the host gives up.</param>
internal sealed class Sender(SendService service, CommandQueues queues, FloodControl flood, CancellationToken abandoned)
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

            if (dialog.IsRepairing || connector is null || !flood.TryTake(key))
            {
                Wait(dialog, outgoing);
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
        while (TakeNext(dialog) is { } next)
        {
            if (!next.HasBegun)
            {
                await flood.WaitAsync(dialog.Key, abandoned).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if ((next.Outgoing ?? await ReadAgainAsync(next.Item)) is { } outgoing)
            {
                Finish(outgoing, await service.SendAsync(outgoing));
            }
        }
    }

    private void Wait(Dialog dialog, Outgoing outgoing)
    {
        var (feed, number, _) = outgoing.Item;
        var isAside = !flood.IsOff && feed.TrySetAside(number); // so that a dialog over its limit keeps no places from others
        dialog.Waiting.Enqueue(new Next((feed, number), isAside ? null : outgoing, HasBegun: false));
    }

    private async Task<Outgoing?> ReadAgainAsync((Feed Feed, long Number) aside)
    {
        try
        {
            if (await aside.Feed.ReadAgainAsync(aside.Number, abandoned) is { } item)
            {
                return new Outgoing(item);
            }
        }
        catch (OperationCanceledException)
        {
            // The next process sends it.
        }

        aside.Feed.Finished(aside.Number);
        return null;
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

    private Next? TakeNext(Dialog dialog)
    {
        lock (_gate)
        {
            if (dialog.Broken.Count > 0)
            {
                var first = dialog.Broken.GetValueAtIndex(0);
                dialog.Broken.RemoveAt(0);
                return new Next((first.Item.Feed, first.Item.Number), first, HasBegun: true);
            }

            if (dialog.Waiting.TryDequeue(out var next))
            {
                return next;
            }

            _dialogs.Remove(dialog.Key);
            return null;
        }
    }

    /// <param name="Item">Which command.</param>
    /// <param name="Outgoing">Null when it was set aside.</param>
    /// <param name="HasBegun">Whether it was on its way already.</param>
    private sealed record Next((Feed Feed, long Number) Item, Outgoing? Outgoing, bool HasBegun);

    private sealed class Dialog((AccountRef, DialogRef) key)
    {
        public (AccountRef, DialogRef) Key { get; } = key;

        /// <summary>The number of the next command, to put those that broke back into order.</summary>
        public long Next { get; set; }

        public int OnTheWay { get; set; }

        public bool IsRepairing { get; set; }

        public bool IsSendingAgain { get; set; }

        public SortedList<long, Outgoing> Broken { get; } = [];

        public Queue<Next> Waiting { get; } = new();
    }
}
