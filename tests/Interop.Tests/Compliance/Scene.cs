using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Interop.Tests.Servers;

namespace BotPlatform.Interop.Tests.Compliance;

/// <summary>A bot and alice, connected, who write to each other: in their 1-1 dialog or in a group.</summary>
/// <param name="Network">Where.</param>
/// <param name="Bot">The connector under test.</param>
/// <param name="Alice">Another user.</param>
/// <param name="ToBot">How alice names the dialog.</param>
/// <param name="ToAlice">How the bot names it.</param>
/// <param name="IsGroup">Whether it is a group.</param>
internal sealed record Scene(
    IComplianceNetwork Network, IChatConnector Bot, IChatConnector Alice, DialogRef ToBot, DialogRef ToAlice, bool IsGroup) : IAsyncDisposable
{
    /// <summary>Opens one.</summary>
    public static async Task<Scene> OpenAsync(ChatServers servers, NetworkKind kind, bool inGroup)
    {
        var network = await servers.OpenAsync(kind);
        var bot = await network.NewUser().ConnectedAsync();
        var alice = await network.NewUser().ConnectedAsync();
        if (!inGroup)
        {
            return new Scene(
                network, bot, alice, network.DialogWith(network.UserOf(bot)), network.DialogWith(network.UserOf(alice)), IsGroup: false);
        }

        var group = await network.NewGroupAsync(bot, alice);
        return new Scene(network, bot, alice, group, group, IsGroup: true);
    }

    /// <summary>
    /// A group may give a message an id of its own, which its writer learns from what comes back. When this ends, alice has it:
    /// what the bot writes later comes after it.
    /// </summary>
    public async Task AliceHasSeenHerOwnAsync()
    {
        if (IsGroup)
        {
            await Bot.WriteAsync(ToAlice, "something else");
            await Alice.NextAsync<MessageReceived>();
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Network.DisposeAsync();
}
