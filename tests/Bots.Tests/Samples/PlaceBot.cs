using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Sends more than text.</summary>
public sealed class PlaceBot : ICommandBot
{
    private static readonly Attachment Office = new() { Type = "location", Latitude = 60.45, Longitude = 22.27 };

    /// <inheritdoc />
    public void Define(CommandSet commands)
    {
        // snippet:options
        commands.Add("where", "", "Shows where the office is.", (command, context, ct) => context.ReplyAsync(
            command, "Here we are.", new MessageOptions { Attachments = [Office], IsSilent = true }, ct));

        commands.Add("pin", "", "Tells today's code, for a minute.", (command, context, ct) => context.ReplyAsync(
            command, "1234", new MessageOptions { DestroyAfter = TimeSpan.FromMinutes(1), IsMarkable = true }, ct));
        // end
    }
}
