using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotPlatform.BotHost.Admin.Parked;

namespace BotPlatform.BotHost.CommandLine.Parked;

/// <summary>Writes parked items for people, or as JSON.</summary>
internal sealed class ParkedOutput(TextWriter output, bool json)
{
    private const int MostNumbers = 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // people read it, and no page of the web is made of it
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public void Write(ParkedPage page)
    {
        if (json)
        {
            WriteJson(page);
        }
        else if (page.Items.Count == 0)
        {
            output.WriteLine("Nothing is parked.");
        }
        else
        {
            WriteRow("NUMBER", "PARKED (UTC)", "BOT", "ACCOUNT", "DIALOG", "KIND", "TRIES", "PROBLEM");
            foreach (var item in page.Items)
            {
                WriteRow(
                    $"{item.Number}", item.ParkedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), item.Bot ?? "-",
                    item.Account, item.Dialog ?? "-", item.Kind, $"{item.Attempts}", Short(item.Problem));
            }
        }
    }

    public void Write(ParkedDetails item)
    {
        if (json)
        {
            WriteJson(item);
            return;
        }

        var text = new StringBuilder();
        Line("number", $"{item.Number}");
        Line("bot", item.Bot ?? "-");
        Line("account", item.Account);
        Line("dialog", item.Dialog ?? "-");
        Line("kind", item.Kind);
        Line("tries", $"{item.Attempts}");
        Line("parked", $"{item.ParkedAt.UtcDateTime:u}, the first time {item.FirstParkedAt.UtcDateTime:u}");
        Line("problem", item.Problem);
        text.Append('\n').Append(item.Details.Length > 0 ? Lines(item.Details) : "").Append("\n\n");
        text.Append(JsonSerializer.Serialize(item.Body, Json));
        output.WriteLine(text.ToString());

        void Line(string name, string value) =>
            text.Append(CultureInfo.InvariantCulture, $"{name,-9}{Terminal.Printable(value)}\n");
    }

    public void Write(Redriven redriven)
    {
        if (json)
        {
            WriteJson(redriven);
        }
        else
        {
            output.WriteLine($"Tried again: {List(redriven.Numbers)}.");
        }
    }

    public void Write(Discarded discarded)
    {
        if (json)
        {
            WriteJson(discarded);
        }
        else
        {
            output.WriteLine($"Discarded: {List(discarded.Numbers)}.");
        }
    }

    private static string List(IReadOnlyList<long> numbers) => numbers.Count switch
    {
        0 => "nothing",
        1 => $"item {numbers[0]}",
        <= MostNumbers => $"{numbers.Count} items, {string.Join(", ", numbers)}",
        _ => $"{numbers.Count} items, {string.Join(", ", numbers.Take(MostNumbers))} and so on",
    };

    private static string Short(string problem) => problem.Length <= 100 ? problem : $"{problem.AsSpan(0, 99)}…";

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(Terminal.Printable));

    private void WriteJson<T>(T value) => output.WriteLine(JsonSerializer.Serialize(value, Json));

    private void WriteRow(
        string number, string parked, string bot, string account, string dialog, string kind, string tries, string problem) =>
        output.WriteLine(Terminal.Printable(
            $"{number,8}  {parked,-16}  {bot,-12}  {account,-20}  {dialog,-24}  {kind,-20}  {tries,5}  {problem}"));
}
