namespace BotPlatform.BotSdk.Turns;

/// <summary>Answers a turn. It is called again when it fails, as every handler.</summary>
/// <param name="turn">What was written.</param>
/// <param name="context">What the bot can do.</param>
/// <param name="cancellationToken">When it shall give up.</param>
public delegate Task TurnHandler(Turn turn, IBotContext context, CancellationToken cancellationToken);
