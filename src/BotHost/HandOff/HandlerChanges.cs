using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff.Due;
using BotPlatform.BotHost.Storage.Due;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Scheduling;

namespace BotPlatform.BotHost.HandOff;

/// <summary>What becomes of a bot's wishes in the database when its handler has succeeded.</summary>
internal sealed class HandlerChanges(DurableQueues queues, CommandRoutes routes, DueAlarm alarm)
{
    /// <param name="finished">Numbers of items that are finished with it.</param>
    /// <param name="result">What the bot wants.</param>
    /// <exception cref="ArgumentException">A command cannot be written.</exception>
    public QueueChange Of(IReadOnlyList<long> finished, HandlerResult result)
    {
        IReadOnlyList<(string, object)> added = [.. result.Commands.Select(command => (routes.QueueOf(command), (object)command))];
        var change = queues.NewChange(finished, added) with { States = result.States };
        if (result.Schedule.Count == 0)
        {
            return change;
        }

        var tell = change.Committed;
        return change with
        {
            PutOff = [.. result.Schedule.Select(ChangeOf)],
            Committed = changed =>
            {
                tell?.Invoke(changed);
                foreach (var item in result.Schedule.Select(one => one.Item).OfType<ScheduledItem>())
                {
                    alarm.Set(item.DueAt);
                }
            },
        };
    }

    private DueChange ChangeOf(ScheduleChange change)
    {
        var (bot, id) = change.Address;
        return new DueChange(bot, id, change.Item switch
        {
            null => null,
            { Command: { } command } item => DueItems.Of(item, routes.QueueOf(command), command.Account, command.Dialog),
            { Timer: { } timer } item => DueItems.Of(item, QueueNames.OfBot(bot), timer.Origin.Account, timer.Dialog),
            _ => throw new ArgumentException("Something is put off that is neither a command nor a timer.", nameof(change)),
        });
    }
}
