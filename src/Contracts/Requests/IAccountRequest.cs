using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>
/// Something that an account shall do or find out now, for somebody who waits for the answer. Unlike a command it is not kept
/// while the account is not connected, and not repeated.
/// </summary>
/// <typeparam name="TAnswer">What comes back; <see cref="Done"/> when that it is done is all there is to say.</typeparam>
public interface IAccountRequest<TAnswer>
    where TAnswer : class
{
    /// <summary>Which account does it.</summary>
    AccountRef Account { get; }
}

/// <summary>The network has done what was asked.</summary>
public sealed record Done;
