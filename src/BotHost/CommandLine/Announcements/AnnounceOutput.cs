using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.CommandLine.Announcements;

/// <summary>Writes announcements and their runs for people, or as JSON.</summary>
internal sealed class AnnounceOutput(TextWriter output, bool json)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // people read it, and no page of the web is made of it
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public void Write(AnnouncementList list)
    {
        if (WriteJson(list))
        {
            return;
        }

        if (list.Announcements.Count == 0)
        {
            output.WriteLine("There are no announcements.");
            return;
        }

        WriteRow("NAME", "ACCOUNT", "STATE", "NEXT", "LATEST RUN");
        foreach (var one in list.Announcements)
        {
            WriteRow(
                one.Name, $"{one.Account.Network}/{one.Account.Id}", $"{one.State}", one.NextAt is { } next ? Text(next) : "-",
                one.LatestRun is { } run ? $"{run}" : "-");
        }

        void WriteRow(string name, string account, string state, string next, string run) =>
            output.WriteLine($"{name,-24}  {account,-20}  {state,-9}  {next,-23}  {run}");
    }

    public void Write(AnnouncementDetails details)
    {
        if (WriteJson(details))
        {
            return;
        }

        var announcement = details.Announcement;
        Line("name", announcement.Name);
        Line("state", $"{details.State}");
        Line("account", $"{announcement.Account.Network}/{announcement.Account.Id}");
        Line("made", $"{Text(details.CreatedAt)} by {details.CreatedBy}");
        Line("to", AnnouncementText.Of(announcement.Audience));
        Line("when", announcement.Schedule is { } schedule ? AnnouncementText.Of(schedule) : "once, as soon as it is active");
        if (announcement.QuietHours is { } quiet)
        {
            Line("quiet", $"{quiet.From:HH\\:mm} to {quiet.To:HH\\:mm}, {quiet.TimeZone}");
        }

        Line("text", announcement.Content.Text);
        WriteNext(details.Next);
        if (details.LatestRun is { } run)
        {
            Line("latest run", $"{run.Run}, due {Text(run.DueAt)}");
        }
    }

    /// <summary>A test that is on its way.</summary>
    public void WriteTest(RunDetails run, string user)
    {
        if (!WriteJson(run))
        {
            output.WriteLine($"On its way to user {user}: run {run.Run}, a test.");
        }
    }

    public void Write(RunDetails run)
    {
        if (WriteJson(run))
        {
            return;
        }

        Line("run", $"{run.Run} of {run.Announcement}{(run.IsTest ? ", a test" : "")}, due {Text(run.DueAt)}");
        Line("state", run.Problem is null ? $"{run.State}" : $"{run.State}: {run.Problem}");
        if (run.WaitsFor is { } reason)
        {
            Line("waits for", reason);
        }

        foreach (var state in Enum.GetValues<RecipientState>().Where(run.Recipients.ContainsKey))
        {
            Line($"{state}".ToLowerInvariant(), run.Recipients[state].ToString("#,0", CultureInfo.InvariantCulture));
        }
    }

    public void Write(RetriedRun retried)
    {
        if (!WriteJson(retried))
        {
            output.WriteLine($"Tried again: {retried.Retried} of run {retried.Run.Run}.");
        }
    }

    public void Write(AnnouncementPreviewed preview)
    {
        if (WriteJson(preview))
        {
            return;
        }

        foreach (var problem in preview.Problems)
        {
            output.WriteLine(Terminal.Printable($"It cannot be sent so: {problem}"));
        }

        output.WriteLine(TextOf(preview));
        foreach (var note in preview.Notes)
        {
            output.WriteLine(Terminal.Printable(note));
        }

        foreach (var sample in preview.Samples)
        {
            output.WriteLine();
            output.WriteLine(Terminal.Printable(sample.User is { } user ? $"To user {user}:" : $"To dialog {sample.Dialog}:"));
            output.WriteLine(sample.Problem is { } problem
                ? Terminal.Printable($"(nothing: {problem})")
                : string.Join('\n', sample.Text.Split('\n').Select(Terminal.Printable)));
        }

        WriteNext(preview.Next);
    }

    public void Write(AnnouncementAudit audit)
    {
        if (WriteJson(audit))
        {
            return;
        }

        foreach (var entry in audit.Entries)
        {
            output.WriteLine(Terminal.Printable(
                $"{Text(entry.At)}  {entry.Announcement}  {entry.Action}  by {entry.By}{(entry.Details is { } more ? $": {more}" : "")}"));
        }
    }

    /// <summary>Writes what was read as it is.</summary>
    public async Task CopyAsync(TextReader reader, CancellationToken cancellationToken)
    {
        var buffer = new char[8192];
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        await output.WriteLineAsync();
    }

    private static string TextOf(AnnouncementPreviewed preview)
    {
        var count = preview.Recipients.ToString("#,0", CultureInfo.InvariantCulture);
        var most = preview.AtMost is { } limit ? $", at most {limit.ToString("#,0", CultureInfo.InvariantCulture)}" : "";
        return preview is { IsExact: true, Recipients: 1 } ? "1 recipient"
            : preview.IsExact ? $"{count} recipients"
            : $"at least {count} recipients{most}";
    }

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private void WriteNext(IReadOnlyList<DueTime> next)
    {
        for (var i = 0; i < next.Count; i++)
        {
            var time = next[i].At.ToString("ddd yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
            Line(i == 0 ? "next" : "", next[i].Note is { } note ? $"{time}  ({note})" : time);
        }
    }

    private void Line(string name, string value) => output.WriteLine(Terminal.Printable($"{name,-13}{value}").TrimEnd());

    private bool WriteJson<T>(T value)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(value, Json));
        }

        return json;
    }
}
