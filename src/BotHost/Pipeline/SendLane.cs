using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>
/// Keeps many messages of a lane on their way at once: connectors let messages of one dialog leave in the order of the calls.
/// When a connection breaks, the messages that it took along are sent again in their order, and later ones of the same dialog
/// wait behind them; other dialogs do not.
/// </summary>
internal sealed class SendLane(SendService service, WorkInFlight work)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DialogRef, Dialog> _dialogs = [];

    /// <summary>
    /// Begins to send. Called by one caller, in order; the command's credit is given back when it is dealt with.
    /// </summary>
    public void Send(SendMessage command)
    {
        var connector = service.ConnectorOf(command);
        Dialog? dialog;
        lock (_gate)
        {
            if (!_dialogs.TryGetValue(command.Dialog, out dialog))
            {
                _dialogs.Add(command.Dialog, dialog = new Dialog(command.Dialog));
            }

            if (dialog.IsRepairing || connector is null)
            {
                dialog.Waiting.Enqueue(command);
                Repair(dialog);
                return;
            }

            dialog.OnTheWay++;
        }

        // Neither task throws; that one has ended is seen by its credit.
        _ = SendAsync(dialog, connector, command, dialog.Next++);
    }

    private async Task SendAsync(Dialog dialog, IChatConnector connector, SendMessage command, long number)
    {
        var problem = await service.TrySendAsync(connector, command);
        lock (_gate)
        {
            dialog.OnTheWay--;
            if (problem is not null)
            {
                dialog.Broken.Add(number, command);
                dialog.IsRepairing = true;
            }

            if (dialog.IsRepairing)
            {
                Repair(dialog);
            }
            else if (dialog.OnTheWay == 0)
            {
                _dialogs.Remove(dialog.Ref);
            }
        }

        if (problem is null)
        {
            work.Commands.Give();
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
        while (TakeNext(dialog) is { } command)
        {
            await service.SendAsync(command);
            work.Commands.Give();
        }
    }

    private SendMessage? TakeNext(Dialog dialog)
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

            _dialogs.Remove(dialog.Ref);
            return null;
        }
    }

    private sealed class Dialog(DialogRef reference)
    {
        public DialogRef Ref { get; } = reference;

        /// <summary>The number of the next message, to put those that broke back into order.</summary>
        public long Next { get; set; }

        public int OnTheWay { get; set; }

        public bool IsRepairing { get; set; }

        public bool IsSendingAgain { get; set; }

        public SortedList<long, SendMessage> Broken { get; } = [];

        public Queue<SendMessage> Waiting { get; } = new();
    }
}
