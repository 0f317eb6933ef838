using System.Globalization;
using BotPlatform.Chaos.Hosting;

namespace BotPlatform.Chaos.Soak;

/// <summary>What a soak has shown, in words and figures.</summary>
internal static class SoakTable
{
    // What is too little to matter: a collection more or less; messages that are just on their way.
    private static readonly (string Name, string Unit, double Negligible, Func<Sample, double> Of)[] Measures =
    [
        ("resident memory", " MB", 16, sample => sample.Resident),
        ("heap", " MB", 16, sample => sample.Heap),
        ("items in the queues", "", 500, sample => sample.Queued),
    ];

    /// <summary>Markdown, without a line end behind it.</summary>
    public static string Of(SoakResult result) => string.Join(
        '\n',
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"At full speed {result.Capacity:N0} messages/s were answered; then {result.Rate:N0}/s were written, {result.Written:N0} messages, of which {result.Answered:N0} were answered."),
            "",
            "| host | what | at first | mostly | at most | grows by | verdict |",
            "|--:|---|--:|--:|--:|--:|---|",
            .. result.Samples.SelectMany((samples, host) => Measures.Select(measure =>
            {
                var line = Line(samples, measure.Of);
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {host + 1} | {measure.Name} | {line[0].Value:N0}{measure.Unit} | {Flatness.Level(line):N0}{measure.Unit} | {line.Max(one => one.Value):N0}{measure.Unit} | {Flatness.Growth(line):N1}{measure.Unit} | {(Flatness.IsFlat(line, measure.Negligible) ? "flat" : "**grows**")} |");
            })),
        ]);

    /// <summary>A sentence for each thing that is not as it should be.</summary>
    public static IReadOnlyList<string> Problems(SoakResult result) =>
    [
        .. result.Answered < result.Written ? [$"{result.Written - result.Answered} messages were not answered."] : Array.Empty<string>(),
        .. result.Samples.SelectMany((samples, host) => Measures
            .Where(measure => !Flatness.IsFlat(Line(samples, measure.Of), measure.Negligible))
            .Select(measure => $"The {measure.Name} of host {host + 1} grows.")),
    ];

    private static IReadOnlyList<(double Seconds, double Value)> Line(IReadOnlyList<Sample> samples, Func<Sample, double> of) =>
        [.. samples.Select(sample => (sample.Seconds, of(sample)))];
}
