using BotPlatform.BotSdk.Commands;

namespace MyBots;

/// <summary>Says hello: <c>!hello World</c>.</summary>
public sealed class HelloBot : ICommandBot
{
    public void Define(CommandSet commands) =>
        commands.Add("hello", "Says hello.", (string name) => $"Hello {name}!");
}
