namespace BotPlatform.BotHost.Leases;

/// <summary>This host among those that share a database.</summary>
/// <param name="Id">Of this process alone: the same program started again is another holder.</param>
/// <param name="Name">For people: the machine and the process.</param>
internal sealed record HostIdentity(string Id, string Name)
{
    public static HostIdentity OfThisProcess() =>
        new(Guid.NewGuid().ToString("N"), $"{Environment.MachineName}/{Environment.ProcessId}");
}
