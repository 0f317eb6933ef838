using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands.Arguments;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Bus.Announcements;

/// <summary>Why nothing was done with announcements, in words that programs know.</summary>
internal static class AnnouncementRefusals
{
    private const int MaxCharacters = 2_000;

    /// <summary>There is no such announcement, or no such run.</summary>
    public const string NotFound = "item-not-found";

    /// <summary>As it is now, that cannot be done.</summary>
    public const string Conflict = "conflict";

    /// <summary>What was asked makes no sense.</summary>
    public const string Invalid = "bad-request";

    /// <summary>Whoever asks may not.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>There is no such announcement.</summary>
    public static RequestFailedException NoAnnouncement(string name) => new($"There is no announcement '{ShownText.Of(name, 60)}'.", NotFound);

    /// <summary>There is no such run.</summary>
    public static RequestFailedException NoRun(string announcement, long? run) => new(
        Short(run is null
            ? $"The announcement '{announcement}' has had no run yet."
            : $"The announcement '{announcement}' has no run {run}."),
        NotFound);

    /// <summary>Whoever asks may not speak as that account.</summary>
    public static RequestFailedException WrongAccount(AccountRef account) =>
        new($"You may not announce as the account {ShownText.Of(account.Network)}/{ShownText.Of(account.Id)}.", Forbidden);

    /// <summary>As it is now, that cannot be done.</summary>
    public static RequestFailedException Refused(string sentence) => new(Short(sentence), Conflict);

    /// <summary>What was asked makes no sense.</summary>
    public static RequestFailedException Wrong(params IEnumerable<string> problems) => new(Short(string.Join(' ', problems)), Invalid);

    /// <summary>What fits into an answer and into the audit: at most 2,000 characters.</summary>
    public static string Short(string sentence) =>
        sentence.Length > MaxCharacters ? ShownText.Of(sentence, MaxCharacters / 2) : sentence;

    /// <summary>Whether it was understood and refused, so that asking again changes nothing.</summary>
    public static bool IsFinal(RequestFailedException error) => error.Reason is NotFound or Conflict or Invalid or Forbidden;
}
