using System.ComponentModel.DataAnnotations;

namespace BotPlatform.BotHost.Pipeline.Sending;

/// <summary>How fast commands leave. Section <c>Sending</c>.</summary>
internal sealed class SendingOptions
{
    /// <summary>How many commands a second leave for one dialog in the long run. Default 0: as many as there are.</summary>
    [Range(0.0, 1_000_000.0)]
    public double DialogRate { get; set; }

    /// <summary>How many commands leave at once for a dialog to which nothing was sent for a while. Default 10.</summary>
    [Range(1, 1_000_000)]
    public int DialogBurst { get; set; } = 10;

    /// <summary>How many commands a second leave for all dialogs of an account together in the long run. Default 0: as many as there are.</summary>
    [Range(0.0, 1_000_000.0)]
    public double AccountRate { get; set; }

    /// <summary>How many commands leave at once for an account that has sent nothing for a while. Default 50.</summary>
    [Range(1, 1_000_000)]
    public int AccountBurst { get; set; } = 50;
}
