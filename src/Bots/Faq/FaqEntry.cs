namespace BotPlatform.Bots.Faq;

/// <summary>A question that is asked often.</summary>
/// <param name="Title">As it is shown.</param>
/// <param name="Phrasings">How else people ask it.</param>
/// <param name="Answer">What is answered.</param>
internal sealed record FaqEntry(string Title, IReadOnlyList<string> Phrasings, string Answer);
