using System.IO.Pipelines;
using System.Text;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;
using BotPlatform.Xmpp.Transport;
using FsCheck;
using FsCheck.Fluent;

namespace BotPlatform.Xmpp.Tests.Streams;

/// <summary>The stream is the same stream however the network cuts it, and rubbish is an error, never a crash or a hang.</summary>
public sealed class ElementReaderTests
{
    private const string Document =
        "<?xml version='1.0'?>\n<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id=\"s>1\">"
        + "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>"
        + "</stream:features>  \n "
        + "<message to='a@b/c>d' id='1'><body>1 &lt; 2 ]] &gt; 🔥</body><x xmlns='urn:x' y='/'/></message>"
        + "<presence/><iq type='get' id='2'><q xmlns='urn:q'><![CDATA[</q>]]]]></q></iq> </stream:stream>";

    private static readonly string[] Expected =
    [
        "Header s>1",
        "<stream:features xmlns:stream=\"http://etherx.jabber.org/streams\"><mechanisms "
            + "xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"><mechanism>PLAIN</mechanism></mechanisms></stream:features>",
        "<message xmlns=\"jabber:client\" to=\"a@b/c&gt;d\" id=\"1\"><body>1 &lt; 2 ]] &gt; 🔥</body>"
            + "<x xmlns=\"urn:x\" y=\"/\"/></message>",
        "<presence xmlns=\"jabber:client\"/>",
        "<iq xmlns=\"jabber:client\" type=\"get\" id=\"2\"><q xmlns=\"urn:q\">&lt;/q&gt;]]</q></iq>",
        "Close",
    ];

    [Fact]
    public async Task Every_single_split_of_the_bytes_gives_the_same_items()
    {
        var bytes = Encoding.UTF8.GetBytes(Document);
        for (var split = 0; split <= bytes.Length; split++)
        {
            Assert.Equal(Expected, await ReadAllAsync([bytes[..split], bytes[split..]]));
        }
    }

    [Fact]
    public async Task One_byte_at_a_time_gives_the_same_items() =>
        Assert.Equal(Expected, await ReadAllAsync([.. Encoding.UTF8.GetBytes(Document).Select(b => new[] { b })]));

    [Fact]
    public void Any_splits_of_the_bytes_give_the_same_items()
    {
        var bytes = Encoding.UTF8.GetBytes(Document);
        var cuts = Gen.Choose(0, bytes.Length).ListOf().Select(c => c.Order().ToArray());

        Prop.ForAll(cuts.ToArbitrary(), c => Expected.SequenceEqual(ReadAllAsync(Cut(bytes, c)).GetAwaiter().GetResult()))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Mutated_bytes_end_in_items_or_in_a_typed_error()
    {
        var bytes = Encoding.UTF8.GetBytes(Document);
        var mutations = Gen.Choose(0, bytes.Length - 1).Zip(Gen.Choose(0, 255)).ListOf();

        Prop.ForAll(mutations.ToArbitrary(), m => IsHandled(Mutate(bytes, m)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public async Task Framed_messages_stand_alone()
    {
        var items = await ReadAllAsync(
            [
                .. new[]
                {
                    "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' id='w1' version='1.0'/>",
                    "<message xmlns='jabber:client'><body>hi</body></message>",
                    "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>",
                }.Select(Encoding.UTF8.GetBytes),
            ],
            Framing.Messages);

        Assert.Equal(["Header w1", "<message xmlns=\"jabber:client\"><body>hi</body></message>", "Close"], items);
    }

    [Theory]
    [InlineData("<!DOCTYPE lolz [<!ENTITY lol 'lol'>]>", "restricted-xml")]
    [InlineData("<message><!DOCTYPE x></message>", "restricted-xml")]
    [InlineData("<message><body>&lol;</body></message>", "restricted-xml")]
    [InlineData("<!-- x -->", "restricted-xml")]
    [InlineData("<?xml-stylesheet x?>", "restricted-xml")]
    [InlineData("rubbish", "not-well-formed")]
    [InlineData("<a></b>", "not-well-formed")]
    public async Task What_XMPP_forbids_closes_the_stream(string text, string condition)
    {
        var bytes = Encoding.UTF8.GetBytes(ScriptedXmppServer.Header + text);

        var error = await Assert.ThrowsAsync<XmppFormatException>(() => ReadAllAsync([bytes]));

        Assert.Equal(condition, error.StreamErrorCondition);
    }

    [Fact]
    public async Task Ten_megabytes_in_one_stanza_are_refused_at_the_limit()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var reader = new ElementReader(pipe.Reader, Framing.Document, XmlLimits.Default);
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(ScriptedXmppServer.Header + "<message><body>"), TestTimeout.Token);
        var chunk = new byte[16 * 1024];
        Array.Fill(chunk, (byte)'a');

        var sent = 0;
        var error = await Assert.ThrowsAsync<XmppFormatException>(async () =>
        {
            while (sent < 10 * 1024 * 1024)
            {
                await pipe.Writer.WriteAsync(chunk, TestTimeout.Token);
                sent += chunk.Length;
                await reader.FillAsync(TestTimeout.Token);
                while (reader.TryRead(out _))
                {
                }
            }
        });

        Assert.Equal("policy-violation", error.StreamErrorCondition);
        Assert.InRange(sent, 256 * 1024, 256 * 1024 + (2 * chunk.Length));
    }

    [Fact]
    public async Task Ten_thousand_nested_elements_are_refused_at_the_limit()
    {
        var bytes = Encoding.UTF8.GetBytes(
            ScriptedXmppServer.Header + string.Concat(Enumerable.Repeat("<a>", 10_000)));

        var error = await Assert.ThrowsAsync<XmppFormatException>(() => ReadAllAsync([bytes]));

        Assert.Equal("policy-violation", error.StreamErrorCondition);
    }

    [Fact]
    public async Task Keep_alive_spaces_are_not_kept()
    {
        var spaces = Enumerable.Repeat(Encoding.UTF8.GetBytes(new string(' ', 16 * 1024)), 40);

        var items = await ReadAllAsync([Encoding.UTF8.GetBytes(ScriptedXmppServer.Header), .. spaces, "<presence/>"u8.ToArray()]);

        Assert.Equal(["Header s1", "<presence xmlns=\"jabber:client\"/>"], items);
    }

    private static bool IsHandled(byte[] bytes)
    {
        try
        {
            ReadAllAsync([bytes]).GetAwaiter().GetResult();
            return true;
        }
        catch (XmppFormatException)
        {
            return true;
        }
    }

    private static byte[] Mutate(byte[] bytes, IEnumerable<(int Position, int Value)> mutations)
    {
        var mutated = bytes.ToArray();
        foreach (var (position, value) in mutations)
        {
            mutated[position] = (byte)value;
        }

        return mutated;
    }

    private static List<byte[]> Cut(byte[] bytes, int[] cuts)
    {
        var chunks = new List<byte[]>();
        var start = 0;
        foreach (var cut in cuts.Append(bytes.Length))
        {
            chunks.Add(bytes[start..cut]);
            start = cut;
        }

        return chunks;
    }

    private static async Task<List<string>> ReadAllAsync(
        IReadOnlyList<byte[]> chunks, Framing framing = Framing.Document)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: 16));
        var reader = new ElementReader(pipe.Reader, framing, XmlLimits.Default);
        var items = new List<string>();
        foreach (var chunk in chunks.Where(c => c.Length > 0))
        {
            await pipe.Writer.WriteAsync(chunk);
            await reader.FillAsync(CancellationToken.None);
            while (reader.TryRead(out var item))
            {
                items.Add(item.Kind switch
                {
                    StreamItemKind.Header => $"Header {item.Header!.Id}",
                    StreamItemKind.Element => item.Element!.ToString(),
                    _ => "Close",
                });
            }
        }

        return items;
    }
}
