namespace BotPlatform.Contracts.Chat;

/// <summary>Something that an account shall do.</summary>
public interface IAccountCommand
{
    /// <summary>Which account does it.</summary>
    AccountRef Account { get; }
}

/// <summary>Something that an account shall do in a dialog. Commands for one dialog are carried out in order.</summary>
public interface IChatCommand : IAccountCommand
{
    /// <summary>Where.</summary>
    DialogRef Dialog { get; }
}

/// <summary>A command that is repeated until the network has taken it over or refused it.</summary>
public interface IReliableCommand : IChatCommand
{
    /// <summary>
    /// Names the command. A command that is repeated with the same id and the same <see cref="CreatedAt"/> yields the same
    /// stanza or message id on the network, so a retry is not a second message.
    /// </summary>
    string CommandId { get; }

    /// <summary>When the command was made; for a reply, when the event it answers happened.</summary>
    DateTimeOffset CreatedAt { get; }
}
