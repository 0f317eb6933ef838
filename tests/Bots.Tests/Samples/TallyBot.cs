// snippet:state
using System.Text.Json;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.State;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Counts the coffees of each person, and knows who had the last one in a dialog.</summary>
public sealed class TallyBot : ICommandBot
{
    /// <inheritdoc />
    public void Define(CommandSet commands) => commands.Add("coffee", "", "Notes a coffee.", async (command, context, ct) =>
    {
        var mine = context.State.OfUser(command.Message.Sender);
        var dialog = context.State.OfDialog(command.Message.Dialog);

        var tally = await mine.GetAsync<Tally>("coffee", ct) ?? new Tally(0, 0);
        var last = await dialog.GetAsync<string>("last", ct);
        mine.Set("coffee", tally with { Cups = tally.Cups + 1 });
        dialog.Set("last", command.Message.Sender.Id, expiresAfter: TimeSpan.FromHours(8));

        await context.ReplyAsync(command, $"Number {tally.Cups + 1}. Before you: {last ?? "nobody today"}.", ct);
    });
}

/// <summary>What the bot knows of a person.</summary>
/// <param name="Cups">All of them.</param>
/// <param name="Limit">New in version 2.</param>
public sealed record Tally(int Cups, int Limit) : IVersionedState<Tally>
{
    /// <inheritdoc />
    public static int Version => 2;

    /// <inheritdoc />
    public static Tally? Migrate(int version, JsonElement json) =>
        version < 2 ? new Tally(json.GetProperty("cups").GetInt32(), Limit: 0) : null;
}
// end
