using BotPlatform.BotHost.Pipeline.CatchUp;
using BotPlatform.BotHost.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Tests.Fakes;

internal static class Repairs
{
    /// <summary>Those of a host that reads no history, and so needs nothing.</summary>
    public static GapRepairs None { get; } = new(
        cursors: null!, open: null!, metrics: null!, Options.Create(new CatchUpOptions { MaxAge = TimeSpan.Zero }),
        Options.Create(new StorageOptions()), TimeProvider.System, NullLogger<GapRepair>.Instance);
}
