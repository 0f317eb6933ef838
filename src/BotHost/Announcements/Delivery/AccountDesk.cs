using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>What this host knows of the announcements of an account.</summary>
internal sealed class AccountDesk(DeliveryOptions options, TimeProvider time)
{
    /// <summary>What is on its way.</summary>
    public InFlight InFlight { get; } = new(options.MaxInFlight);

    /// <summary>How fast they leave.</summary>
    public AccountPace Pace { get; } = new(options.AccountRate, time);

    /// <summary>How far apart two to one dialog are.</summary>
    public DialogPace Dialogs { get; } = new(options.DialogRate, time);

    /// <summary>Wakes who sends.</summary>
    public WakeUp Sending { get; } = new(time);

    /// <summary>Whether the account may have runs whose messages somebody reads. True until it is known.</summary>
    public bool MayHaveRuns { get; set; } = true;

    /// <summary>A command is finished.</summary>
    public void Finished(string commandId)
    {
        if (InFlight.Remove(commandId))
        {
            Sending.Call();
        }
    }
}
