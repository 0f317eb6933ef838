// snippet:typed
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Counts votes: <c>!vote 2 because it is cheap</c>.</summary>
public sealed class VoteBot : ICommandBot
{
    private readonly ConcurrentDictionary<UserRef, int> _votes = new();

    /// <inheritdoc />
    public void Define(CommandSet commands)
    {
        commands.Add("vote", "Votes for an option.", Vote).Alias("v");
        commands.Add("tally", "Says how many voted for an option.", (int option) => $"{_votes.Values.Count(one => one == option)}");
    }

    private string Vote([Range(1, 5)] int option, Command command, [Rest] string? why)
    {
        _votes[command.Message.Sender] = option;
        return why is null ? $"{option} it is." : $"{option} it is, {why}.";
    }
}
// end
