using BotPlatform.Chaos.Hosting;
using BotPlatform.TestKit.Network;

namespace BotPlatform.Chaos.Cells;

/// <summary>Everything that goes wrong in the matrix.</summary>
internal static class Rows
{
    private static readonly Step[] StepsOfAnswers = [Step.BotCalled, Step.BotDone, Step.Answering, Step.Answered];

    // The bot of the matrix puts nothing off.
    private static readonly Step[] Steps = [.. Enum.GetValues<Step>().Except([Step.Moving, Step.Moved, Step.Looked, Step.Telling, Step.Told])];

    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<Row> All { get; } =
    [
        new()
        {
            Key = "host",
            Title = "host: `kill -9` at a random point",
            StrikeAsync = (ground, strike) => strike.Any(ground.Hosts).KillAsync(),
        },
        new()
        {
            Key = "steps",
            Title = "host: `kill -9` between each two steps of the walk in turn",
            Times = Steps.Length,
            ShortTimes = Steps.Length,
            StrikeAsync = (ground, strike) => ground.KillAtAsync(strike.Of(Steps), strike.AnyCount()),
        },
        .. Steps.Select(step => new Row
        {
            Key = $"step-{step}",
            Title = $"host: `kill -9` {Describe(step)}",
            ShortTimes = 0, // all of them together are a row of their own
            StrikeAsync = (ground, strike) => ground.KillAtAsync(step, strike.AnyCount()),
        }),
        new()
        {
            Key = "talk",
            Title = "host in conversations of a hundred answers each: `kill -9` around an answer",
            Bot = HostBot.Chain,
            Times = 2 * StepsOfAnswers.Length,
            ShortTimes = StepsOfAnswers.Length,
            StrikeAsync = (ground, strike) => ground.KillAtAsync(strike.Of(StepsOfAnswers), strike.AnyCount()),
        },
        new()
        {
            Key = "stop",
            Title = "host: stopped and started",
            StrikeAsync = (ground, strike) => strike.Any(ground.Hosts).StopAndStartAsync(),
        },
        new()
        {
            Key = "line",
            Title = "line to the chat server: cut",
            Times = 20,
            ShortTimes = 5,
            StrikeAsync = (ground, strike) =>
            {
                ground.Line.Cut(strike.Any([CutKind.Reset, CutKind.Close]));
                return Task.CompletedTask;
            },
        },
        new()
        {
            Key = "chat-server",
            Title = "chat server: `kill -9`",
            ServerRepeats = true,
            StrikeAsync = async (ground, _) =>
            {
                await ground.Sandbox.KillAsync();
                await ground.Sandbox.StartAgainAsync();
            },
        },
        new()
        {
            Key = "database",
            Title = "database server: `kill -9`",
            Storage = StorageKind.Postgres,
            StrikeAsync = async (ground, _) =>
            {
                await ground.Database!.KillAsync();
                await ground.Database!.StartAgainAsync();
            },
        },
        new()
        {
            Key = "broker",
            Title = "broker: `kill -9`",
            OnlyIn = Column.Production.Key,
            StrikeAsync = async (ground, _) =>
            {
                await ground.Broker!.KillAsync();
                await ground.Broker!.StartAgainAsync();
            },
        },
        new()
        {
            Key = "third-host",
            Title = "a third host joins and leaves",
            OnlyIn = Column.Production.Key,
            StrikeAsync = async (ground, _) => await ground.RemoveHostAsync(await ground.AddHostAsync()),
        },
        new()
        {
            Key = "broker-away",
            Title = "broker: away for a minute",
            Times = 1,
            ShortTimes = 1,
            OnlyIn = Column.Production.Key,
            PilesUp = true,
            StrikeAsync = (ground, strike) => Outages.RunAsync(
                ground, strike, "the broker was away", ground.Broker!.StopAsync, ground.Broker!.StartAgainAsync),
        },
        new()
        {
            Key = "database-away",
            Title = "database server: away for a minute",
            Times = 1,
            ShortTimes = 1,
            Storage = StorageKind.Postgres,
            PilesUp = true,
            StrikeAsync = (ground, strike) => Outages.RunAsync(
                ground, strike, "the database was away", ground.Database!.StopAsync, ground.Database!.StartAgainAsync),
        },
        new()
        {
            Key = "disk-full",
            Title = "disk of the database: full for a minute",
            Times = 1,
            ShortTimes = 1,
            Storage = StorageKind.SmallDisk,
            OnlyIn = Column.Embedded.Key,
            PilesUp = true,
            StrikeAsync = (ground, strike) => Outages.RunAsync(
                ground, strike, "the disk was full", () => Done(ground.Disk!.Fill), () => Done(ground.Disk!.Free)),
        },
        new()
        {
            Key = "slow-bot",
            Title = "bot: takes half a minute for a message of one dialog",
            Times = 1,
            ShortTimes = 1,
            PilesUp = true,
            HasSlowMessage = true,
            StrikeAsync = (_, _) => Task.CompletedTask,
        },
    ];

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static string Describe(Step step) => step switch
    {
        Step.Received => "when it has an event and has not kept it",
        Step.Kept => "when the event is kept and not acknowledged",
        Step.Acknowledged => "when the event is acknowledged and no bot has it",
        Step.BotCalled => "when the bot begins",
        Step.BotDone => "when the bot has answered",
        Step.Answering => "before the answer is committed",
        Step.Answered => "when the answer is committed and not sent",
        Step.Sending => "before the answer is written to the line",
        Step.Sent => "when the answer is on its way, acknowledged or not",
        Step.Taken => "when the server has the answer and that is not written down",
        Step.Finished => "when it is written down that the server has the answer",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
