using BotPlatform.Bots.Settings;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Commands.Arguments;
using BotPlatform.BotSdk.Messages;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.Bots.Faq;

/// <summary>
/// Answers what is asked often, from a Markdown file: questions in 1-1 dialogs, in groups when it is mentioned, and <c>!faq WORDS</c>.
/// What it does not know it leaves to others.
/// </summary>
internal sealed class FaqBot : IConfigureBot
{
    private const int MaxTitles = 50;
    private const int MaxOffered = 5;

    // A search may know less than a question, and what is almost as near as the best is a candidate too.
    private const double SearchThreshold = 0.2;
    private const double AlmostAsNear = 0.9;

    private readonly FaqOptions _options;
    private readonly WatchedFile<FaqIndex> _file;

    public FaqBot(IOptions<FaqOptions> options, ILogger<FaqBot> logger)
    {
        _options = options.Value;
        _file = new WatchedFile<FaqIndex>(_options.File, FaqIndex.Parse, logger);
    }

    /// <inheritdoc />
    public void Configure(BotBuilder bot)
    {
        bot.OnCommand("faq", "Lists the questions that I can answer, or answers one.", Answer)
            .Describe("de", "Zählt auf, was ich beantworten kann, oder beantwortet etwas davon.");
        bot.OnMessage(FindAnswer, (FaqAnswer answer) => answer.Text);
    }

    private string Answer([Rest] string? words)
    {
        var index = _file.Content;
        return words is null ? List("Ask me one of these:", index.Entries, MaxTitles)
            : int.TryParse(words, out var number) && number >= 1 && number <= index.Entries.Count ? index.Entries[number - 1].Answer
            : AnswerOf(index.Find(words, SearchThreshold)) ?? $"I know nothing about '{ShownText.Of(words)}'. !faq lists what I know.";
    }

    private FaqAnswer? FindAnswer(MessageReceived message) =>
        Mention.Find(message, [_options.Name]) is { } mention && AnswerOf(_file.Content.Find(mention.Text, _options.Threshold)) is { } text
            ? new FaqAnswer(text)
            : null;

    private string? AnswerOf(IReadOnlyList<FaqMatch> matches)
    {
        var near = matches.TakeWhile(match => match.Likeness >= matches[0].Likeness * AlmostAsNear).Select(match => match.Entry).ToList();
        return near.Count switch
        {
            0 => null,
            1 => near[0].Answer,
            _ => List("Do you mean one of these?", near, MaxOffered),
        };
    }

    // Numbered as in the file, so that !faq 3 is the same everywhere.
    private string List(string heading, IReadOnlyList<FaqEntry> entries, int max)
    {
        var all = _file.Content.Entries.ToList();
        var lines = entries.Take(max).Select(entry => $"{all.IndexOf(entry) + 1}. {entry.Title}");
        var more = entries.Count > max ? "\n…" : "";
        return $"{heading}\n{string.Join('\n', lines)}{more}\n!faq NUMBER answers it.";
    }

    private sealed record FaqAnswer(string Text);
}
