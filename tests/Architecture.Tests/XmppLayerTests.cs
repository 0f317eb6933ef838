using System.Text.RegularExpressions;
using BotPlatform.TestKit;

namespace BotPlatform.Architecture.Tests;

/// <summary>Inside the XMPP library the layers look down only.</summary>
public sealed class XmppLayerTests
{
    /// <summary>
    /// What stands in no folder is the client, above them all, and what all of them speak of: its options, its states and the exceptions.
    /// </summary>
    private static readonly Layers Layers = new(
        "src/Connectors/Xmpp", "BotPlatform.Xmpp", "Diagnostics", "Stanzas", "Transport", "Streams", "Sessions", "Extensions");

    [Fact]
    public void Every_folder_is_a_layer()
    {
        var folders = Directory.GetDirectories(Repository.File(Layers.Folder)).Select(Path.GetFileName).Except(["bin", "obj"]);

        Assert.Empty(folders.Except(Layers.Names));
    }

    [Fact]
    public void A_layer_does_not_mention_a_higher_one() =>
        Assert.Empty(SourceTree.CSharp(Layers.Folder).SelectMany(HigherLayersMentioned));

    [Theory]
    [InlineData("Streams/A.cs", "using BotPlatform.Xmpp.Sessions;")]
    [InlineData("Streams/Sasl/A.cs", "using static BotPlatform.Xmpp.Extensions.Ping;")]
    [InlineData("Stanzas/A.cs", "Streams.XmlStream stream;")]
    [InlineData("Stanzas/A.cs", "new Xmpp.Transport.TcpTransport()")]
    [InlineData("Sessions/A.cs", "/// <see cref=\"Extensions.Ping\"/>")]
    [InlineData("Extensions/A.cs", "Task Send(XmppClient client)")]
    [InlineData("Sessions/A.cs", "await XmppClient.ConnectAsync(options)")]
    public void A_look_up_is_found(string path, string text) =>
        Assert.NotEmpty(HigherLayersMentioned(new CSharpFile($"{Layers.Folder}/{path}", text)));

    [Theory]
    [InlineData("Extensions/A.cs", "using BotPlatform.Xmpp.Sessions;")]
    [InlineData("Streams/A.cs", "using BotPlatform.Xmpp.Stanzas; using BotPlatform.Xmpp.Streams.Sasl;")]
    [InlineData("Stanzas/A.cs", "throw new XmppFormatException(MyStreams.A, Namespaces.Stream)")]
    [InlineData("Transport/A.cs", "class TransportFactory(XmppClientOptions options)")]
    [InlineData("XmppClient.cs", "using BotPlatform.Xmpp.Extensions;")]
    public void A_look_down_is_allowed(string path, string text) =>
        Assert.Empty(HigherLayersMentioned(new CSharpFile($"{Layers.Folder}/{path}", text)));

    private static IEnumerable<string> HigherLayersMentioned(CSharpFile file) => Layers.LooksUp(file).Concat(
        Layers.IndexOf(file) < 0 ? [] : Regex.Matches(file.Text, @"\bXmppClient\b").Select(match => $"{file.Path}: {match.Value}"));
}
