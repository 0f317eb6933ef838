using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;
using BotPlatform.Xmpp.Transport;

namespace BotPlatform.Benchmarks;

/// <summary>
/// Bytes of a stream to typed stanzas, beside <see cref="XmlReader"/> with <see cref="XNode.ReadFrom"/> on the same bytes. The two
/// take turns, so that a noisy machine disturbs both; medians are printed.
/// </summary>
internal static class ParserBenchmark
{
    private const int StanzasARound = 100_000;
    private const int Rounds = 15;

    public static async Task RunAsync()
    {
        var document = Document();
        await OursAsync(document);
        Theirs(document);
        var ours = new List<Sample>();
        var theirs = new List<Sample>();
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await MeasureAsync(() => OursAsync(document)));
            theirs.Add(await MeasureAsync(() => Task.FromResult(Theirs(document))));
        }

        var average = Stanzas.Ten.Average(Encoding.UTF8.GetByteCount);
        Console.WriteLine($"Parser, ten stanzas of {average:F0} bytes on average, median of {Rounds} rounds of {StanzasARound:N0}");
        Print("ours, to Message/Presence/Iq", ours);
        Print("XmlReader + XNode.ReadFrom", theirs);
        Console.WriteLine($"  ratio of speeds {Median(ours, s => s.PerSecond) / Median(theirs, s => s.PerSecond):F2}, "
            + $"of memory {Median(ours, s => s.BytesEach) / Median(theirs, s => s.BytesEach):F2}");
    }

    private static async Task<int> OursAsync(byte[] document)
    {
        var input = PipeReader.Create(new MemoryStream(document), new StreamPipeReaderOptions(bufferSize: 16 * 1024));
        var reader = new ElementReader(input, Framing.Document, XmlLimits.Default);
        var count = 0;
        do
        {
            while (reader.TryRead(out var item))
            {
                if (item.Element is not null && Stanza.TryParse(item.Element) is not null)
                {
                    count++;
                }
            }
        }
        while (await reader.FillAsync(CancellationToken.None));

        return count;
    }

    private static int Theirs(byte[] document)
    {
        using var reader = XmlReader.Create(new MemoryStream(document));
        var count = 0;
        reader.MoveToContent();
        reader.Read();
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (XNode.ReadFrom(reader) is XElement)
            {
                count++;
            }
        }

        return count;
    }

    private static async Task<Sample> MeasureAsync(Func<Task<int>> parse)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        var count = await parse();
        var elapsed = clock.Elapsed;
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        return count == StanzasARound
            ? new Sample(count / elapsed.TotalSeconds, (double)allocated / count)
            : throw new InvalidOperationException($"{count} stanzas were parsed instead of {StanzasARound}.");
    }

    private static byte[] Document()
    {
        var text = new StringBuilder(Stanzas.Header);
        for (var i = 0; i < StanzasARound; i++)
        {
            text.Append(Stanzas.Ten[i % Stanzas.Ten.Length]);
        }

        return Encoding.UTF8.GetBytes(text.Append("</stream:stream>").ToString());
    }

    private static double Median(IEnumerable<Sample> samples, Func<Sample, double> value) =>
        samples.Select(value).Order().ElementAt(Rounds / 2);

    private static void Print(string name, List<Sample> samples) => Console.WriteLine(
        $"  {name,-30} {Median(samples, s => s.PerSecond) / 1000,8:N0} k stanzas/s {Median(samples, s => s.BytesEach),7:N0} bytes a stanza");

    private sealed record Sample(double PerSecond, double BytesEach);
}
