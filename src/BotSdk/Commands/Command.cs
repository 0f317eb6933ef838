using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Commands;

/// <summary>A command as somebody gave it: <c>!remind me "at nine" tomorrow</c>.</summary>
public sealed class Command
{
    private IReadOnlyList<string>? _arguments;

    internal Command(MessageReceived message, string name, string rest)
    {
        Message = message;
        Name = name;
        Rest = rest;
    }

    /// <summary>The message that holds the command: who gave it, and where.</summary>
    public MessageReceived Message { get; }

    /// <summary>The name as the bot defined it, whatever case the sender used; without the <c>!</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// Everything after the name as it was typed, without the white space around it; empty when there is nothing.
    /// </summary>
    public string Rest { get; }

    /// <summary>
    /// <see cref="Rest"/> in words. Words in "double quotes" are one argument; <c>\"</c> is a quote; a quote that is never closed
    /// reaches to the end.
    /// </summary>
    public IReadOnlyList<string> Arguments => _arguments ??= CommandSyntax.SplitArguments(Rest);
}
