namespace BotPlatform.BotSdk.Commands;

/// <summary>A bot that is told what to do by commands such as <c>!echo hello</c>.</summary>
public interface ICommandBot
{
    /// <summary>Names the bot's commands. Called once, at start.</summary>
    void Define(CommandSet commands);
}

/// <summary>Carries out a command. When it throws, nothing of what it sent leaves, and it is called again a few times.</summary>
public delegate Task CommandHandler(Command command, IBotContext context, CancellationToken cancellationToken);

/// <summary>A command that a bot understands.</summary>
/// <param name="Name">Without the <c>!</c>; upper and lower case are the same.</param>
/// <param name="Usage">What may follow the name, for people: <c>TEXT</c>; empty when nothing may.</param>
/// <param name="Description">What it does, in one sentence, for <c>!help</c>.</param>
/// <param name="Handler">What carries it out.</param>
public sealed record CommandDefinition(string Name, string Usage, string Description, CommandHandler Handler)
{
    /// <summary>How to write it: <c>!echo TEXT</c>.</summary>
    public string Syntax => Usage.Length == 0 ? $"{CommandSyntax.Prefix}{Name}" : $"{CommandSyntax.Prefix}{Name} {Usage}";
}
