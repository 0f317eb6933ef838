using System.Text;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Bus;

/// <summary>
/// Gives every dialog one of a fixed number of lanes, and every account one for what happens in no dialog. A queue a lane that is
/// worked off one by one keeps the order in each dialog; MassTransit's partitioner does not.
/// </summary>
internal static class Lanes
{
    /// <summary>The lane of the event's dialog; the account's, if it happened in none.</summary>
    public static int Of(IAccountEvent @event, int lanes) =>
        Of(@event is IChatEvent { Dialog: var dialog } ? dialog.Id : @event.Origin.Account.Id, lanes);

    public static int Of(DialogRef dialog, int lanes) => Of(dialog.Id, lanes);

    /// <summary>FNV-1a of the id in UTF-8: the same in every process and on every machine.</summary>
    private static int Of(string id, int lanes)
    {
        Span<byte> buffer = stackalloc byte[128];
        var bytes = id.Length * 3 <= buffer.Length ? buffer[..Encoding.UTF8.GetBytes(id, buffer)] : Encoding.UTF8.GetBytes(id);
        var hash = 2166136261u;
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 16777619u;
        }

        return (int)(hash % (uint)lanes);
    }
}
