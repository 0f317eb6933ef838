using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Cursors;
using BotPlatform.BotHost.Waiting;
using BotPlatform.Connectors;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline.CatchUp;

/// <summary>Makes what repairs the gaps of an account.</summary>
internal sealed class GapRepairs(
    CursorStore cursors,
    OpenGaps open,
    HostMetrics metrics,
    IOptions<CatchUpOptions> options,
    IOptions<StorageOptions> storage,
    TimeProvider time,
    ILogger<GapRepair> logger)
{
    private readonly Outage _saving = new("The cursors of accounts", "be written down", time, logger);

    /// <summary>Null when the account cannot read its history, or shall not.</summary>
    /// <param name="connector">The account's.</param>
    /// <param name="accept">Takes over what was missed.</param>
    public GapRepair? For(IChatConnector connector, AcceptEvent accept)
    {
        var settings = options.Value;
        if (settings.MaxAge == TimeSpan.Zero || connector.Find<IReadsMissed>() is not { } history)
        {
            return null;
        }

        var rememberedFor = storage.Value.RememberFor - settings.Overlap;
        var reach = settings.MaxAge < rememberedFor ? settings.MaxAge : rememberedFor;
        var reader = new GapReader(connector.Account, history, accept, metrics, logger);
        return new GapRepair(
            connector.Account,
            new AccountCursor(connector.Account, cursors, time),
            reader,
            reach,
            open,
            _saving,
            settings,
            time,
            logger);
    }
}
