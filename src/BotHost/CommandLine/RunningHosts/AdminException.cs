namespace BotPlatform.BotHost.CommandLine.RunningHosts;

/// <summary>A host did not do what it was asked for; the message says why.</summary>
/// <param name="message">A sentence.</param>
/// <param name="isAboutItem">Whether the host was reached, and refuses this one item.</param>
internal sealed class AdminException(string message, bool isAboutItem = false) : Exception(message)
{
    public bool IsAboutItem => isAboutItem;
}
