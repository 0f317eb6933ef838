using System.Globalization;
using System.Text;
using BotPlatform.BotSdk.Commands.Arguments;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.Bots.Announcements;

/// <summary>Announcements as the bot tells of them.</summary>
internal static class AnnouncementTexts
{
    private const int MostShown = 20;

    public static string Of(IReadOnlyList<AnnouncementSummary> all) => all.Count == 0
        ? "There are no announcements."
        : string.Join('\n', all.Take(MostShown).Select(one =>
            $"{one.Name}: {Word(one.State)}{(one.NextAt is { } next ? $", next {Text(next)}" : "")}"
            + $"{(one.LatestRun is { } run ? $", latest run {Word(run)}" : "")}"))
            + (all.Count > MostShown ? $"\nand {all.Count - MostShown} more" : "");

    public static string Of(AnnouncementDetails details)
    {
        var text = new StringBuilder(StateOf(details)).Append('\n').Append(ShownText.Of(details.Announcement.Content.Text, 200));
        if (details.LatestRun is { } run)
        {
            text.Append('\n').Append(Of(run));
        }

        return text.ToString();
    }

    public static string Made(AnnouncementDetails details) =>
        $"{details.Announcement.Name} is ready, and paused.{NextOf(details.Next)}\n!announce test {details.Announcement.Name} sends it to you, "
        + $"!announce resume {details.Announcement.Name} begins it.";

    public static string StateOf(AnnouncementDetails details) =>
        $"{details.Announcement.Name}: {Word(details.State)}.{NextOf(details.Next)}";

    public static string Of(AnnouncementPreviewed preview)
    {
        if (preview.Problems.Count > 0)
        {
            return string.Join('\n', preview.Problems.Prepend("It cannot be sent so:"));
        }

        var text = new StringBuilder(preview.IsExact ? "" : "at least ")
            .Append(CultureInfo.InvariantCulture, $"{preview.Recipients} {(preview.Recipients == 1 ? "recipient" : "recipients")}.");
        foreach (var note in preview.Notes)
        {
            text.Append('\n').Append(note);
        }

        if (preview.Samples is [var first, ..])
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{(first.User is { } user ? $"User {user}" : $"Dialog {first.Dialog}")} would read:\n");
            text.Append(first.Problem ?? first.Text);
        }

        return text.ToString();
    }

    public static string Of(RunDetails run)
    {
        var total = run.Recipients.Values.Sum();
        var left = run.Recipients.GetValueOrDefault(RecipientState.Pending);
        var failed = run.Recipients.GetValueOrDefault(RecipientState.Refused) + run.Recipients.GetValueOrDefault(RecipientState.Failed);
        var problem = run.Problem is { } why ? $" {why}" : "";
        return $"Run {run.Run}, {Word(run.State)}: {total - left} of {total}, {failed} failed.{problem}";
    }

    private static string NextOf(IReadOnlyList<DueTime> next) => next switch
    {
        [] => "",
        [{ Note: { } note } first, ..] => $" Next: {Text(first.At)} ({note}).",
        [var first, ..] => $" Next: {Text(first.At)}.",
    };

    private static string Text(DateTimeOffset at) => at.ToString("ddd yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    private static string Word<T>(T state)
        where T : struct, Enum => $"{state}".ToLowerInvariant();
}
