using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Bus.RabbitMq;
using BotPlatform.BotHost.Bus.Serialization;
using BotPlatform.BotSdk.Testing;

namespace BotPlatform.BotHost.Tests.Bus;

/// <summary><c>docs/topology.md</c> shows other programs what is really on the broker.</summary>
public sealed partial class TopologyDocumentTests
{
    private static readonly string Document = File.ReadAllText(Repository.File("docs", "topology.md"));

    public static TheoryData<string> Examples => [.. Example().Matches(Document).Select(match => match.Groups["kind"].Value)];

    [Fact]
    public void Every_event_command_and_request_has_an_example_and_nothing_else_has() => Assert.Equal(
        Names(Kinds.Events).Concat(Names(Kinds.Commands)).Concat(Names(Kinds.Announcements)),
        Example().Matches(Document).Select(match => match.Groups["kind"].Value));

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_what_would_be_written(string kind)
    {
        var shown = Example().Matches(Document).Single(match => match.Groups["kind"].Value == kind).Groups["json"].Value;

        var written = Encoding.UTF8.GetString(MessageFormat.Write(MessageFormat.Read(kind, Encoding.UTF8.GetBytes(shown))));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(shown), JsonNode.Parse(written)), $"{kind} is written as {written}");
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_shows_every_property(string kind)
    {
        var shown = Example().Matches(Document).Single(match => match.Groups["kind"].Value == kind).Groups["json"].Value;
        var record = Kinds.Events.Concat(Kinds.Commands).Concat(Kinds.Announcements).Single(type => type.Name == kind);

        Assert.Equal(
            record.GetProperties().Where(property => property.CanWrite).Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(),
            JsonNode.Parse(shown)!.AsObject().Select(property => property.Key).Order());
    }

    [Fact]
    public void The_names_are_those_that_the_host_uses()
    {
        var account = Sample.Account with { Network = "connectycube", Id = "100" };
        var message = Sample.Message("hello");
        var key = RabbitMqTopology.KeyOf(message with { Origin = message.Origin with { Account = account } });
        string[] names =
        [
            RabbitMqTopology.Events, RabbitMqTopology.Commands, RabbitMqTopology.CommandQueue, RabbitMqTopology.FurtherKeys,
            ContractSerializer.KindHeader, QueueNames.Announcements, key, "bot-{name}-{lane}", "bot.{name}.{lane}",
        ];

        Assert.All(names, name => Assert.Contains($"`{name}`", Document, StringComparison.Ordinal));
        Assert.Equal("bot-{name}-3", QueueNames.LaneOf(QueueNames.OfBot("{name}"), 3));
        Assert.Equal("bot.{name}.3", RabbitMqTopology.KeyOf("{name}", 3));
    }

    private static IEnumerable<string> Names(IEnumerable<Type> kinds) =>
        kinds.Select(kind => kind.Name).Order(StringComparer.Ordinal);

    [GeneratedRegex("^### (?<kind>\\w+)\\n.*?^```json\\n(?<json>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Example();
}
