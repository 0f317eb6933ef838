using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Dispatching;

/// <summary>
/// Names what a handler wants sent. The same handler called again for the same event makes the same ids, so a retry is no second message. The
/// account is part of it because two accounts in one group see the same event.
/// </summary>
/// <param name="Bot">The name of the bot.</param>
/// <param name="Origin">Of the event.</param>
/// <param name="IsGivingUp">
/// Whether the bot has failed with the event for the last time: then it makes other ids than the handler, which succeeds perhaps when the event
/// is redriven.
/// </param>
internal sealed record CommandIds(string Bot, EventOrigin Origin, bool IsGivingUp)
{
    /// <param name="what">What tells it from others of the same call.</param>
    public string IdOf(string what) => $"{Origin.EventId}/{Origin.Account.Id}/{(IsGivingUp ? $"{Bot}/error" : Bot)}/{what}";

    /// <summary>A command under its id.</summary>
    /// <exception cref="ArgumentException">It has another one.</exception>
    public TCommand Make<TCommand>(Func<string, TCommand> make, string what)
        where TCommand : IReliableCommand
    {
        var id = IdOf(what);
        var command = make(id);
        return command.CommandId == id ? command : throw new ArgumentException(
            $"The bot '{Bot}' gave a command the id '{command.CommandId}' instead of the one that it was given.", nameof(make));
    }
}
