using BotPlatform.BotHost.Activity.Judging;
using BotPlatform.BotHost.Activity.Watching;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Waiting;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.BotHost.Activity.Hearing;

/// <summary>Records what the network tells by itself of users who are watched, whoever has asked it to.</summary>
internal sealed class PushWitness(
    WatchList watches,
    AccountActivities accounts,
    ActivityRecorder recorder,
    Abandonment abandonment,
    TimeProvider time,
    ILogger<PushWitness> logger) : IWitness
{
    private readonly WitnessWriting _writing = new(
        new Outage("Who has come and gone", "be written down", time, logger), abandonment, logger);

    /// <inheritdoc />
    public Task SeeAsync(IAccountEvent @event)
    {
        var account = @event.Origin.Account;
        switch (@event)
        {
            case GapDetected when !watches.For(account).IsEmpty:
                accounts[account].HasMissed = true;
                return Task.CompletedTask;
            case LastActivityObserved observed when !watches.For(account).IsEmpty:
                return _writing.WriteAsync(
                    account, observed.User.Id, token => recorder.RecordAsync(accounts[account], [SightingOf(observed)], token));
            default:
                return Task.CompletedTask;
        }
    }

    private static Sighting SightingOf(LastActivityObserved observed) => new(observed.User.Id, observed.Origin.OccurredAt)
    {
        IsOnline = observed.IsOnline,
        LastActiveAt = observed.LastActiveAt,
        Dialog = observed.Dialog.Id,
        IsPushed = true,
    };
}
