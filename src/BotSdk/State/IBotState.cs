using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.State;

/// <summary>
/// What a bot remembers. Changes belong to the success of the handler: they are made in the same transaction in which the event is
/// finished and its commands are kept, so a handler that fails or is killed has changed nothing, and an event that comes again does not
/// count twice. All but <see cref="OfBot"/> is what one account knows.
/// </summary>
public interface IBotState
{
    /// <summary>For the bot as a whole, with all its accounts.</summary>
    IStateBag OfBot { get; }

    /// <summary>For a user, in all dialogs.</summary>
    IStateBag OfUser(UserRef user);

    /// <summary>For a dialog, whoever writes there.</summary>
    IStateBag OfDialog(DialogRef dialog);

    /// <summary>For a user in one dialog.</summary>
    IStateBag OfMember(UserRef user, DialogRef dialog);
}

/// <summary>The values that a bot remembers for one thing, each under a key of 1 to 100 characters.</summary>
public interface IStateBag
{
    /// <summary>
    /// A value as it is now, with what this handler has set; the default (for a number, ask for <c>int?</c>) of <typeparamref name="T"/> when there is none, it has expired, or
    /// it was written by a version of the bot that this one cannot read (<see cref="IVersionedState{TSelf}"/>).
    /// </summary>
    /// <exception cref="StateException">The key is no key.</exception>
    Task<T?> GetAsync<T>(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Remembers a value as it is now, as JSON of at most 64 KiB. When somebody else changes the value after this handler has read it, the
    /// handler is run again on the new one; nothing that it sent has left by then.
    /// </summary>
    /// <param name="key">1 to 100 characters.</param>
    /// <param name="value">What JSON has words for.</param>
    /// <param name="expiresAfter">When it is forgotten; null for never.</param>
    /// <exception cref="StateException">The key is no key, the value is too large or no JSON, or the time is none.</exception>
    void Set<T>(string key, T value, TimeSpan? expiresAfter = null)
        where T : notnull;

    /// <summary>Forgets a value. One that is not there is no error.</summary>
    /// <exception cref="StateException">The key is no key.</exception>
    void Remove(string key);
}
