using System.Text;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Bus;

/// <summary>
/// Gives every dialog one of a fixed number of lanes. A queue a lane that is worked off one by one keeps the order in each
/// dialog; MassTransit's partitioner does not.
/// </summary>
internal static class Lanes
{
    /// <summary>FNV-1a of the dialog's id in UTF-8: the same in every process and on every machine.</summary>
    public static int Of(DialogRef dialog, int lanes)
    {
        var id = dialog.Id;
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
