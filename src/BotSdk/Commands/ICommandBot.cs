namespace BotPlatform.BotSdk.Commands;

/// <summary>A bot that is told what to do by commands such as <c>!echo hello</c>.</summary>
public interface ICommandBot
{
    /// <summary>Names the bot's commands. Called once, at start.</summary>
    void Define(CommandSet commands);
}

/// <summary>Carries out a command. When it throws, nothing of what it sent leaves, and it is called again a few times.</summary>
public delegate Task CommandHandler(Command command, IBotContext context, CancellationToken cancellationToken);
