using System.Globalization;
using System.Text.RegularExpressions;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Xunit.Abstractions;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>Two hosts in processes of their own follow schedules of which one is due each second, and one of them is killed.</summary>
public sealed partial class SharedScheduleTests(SharedServers servers, ITestOutputHelper output) : IClassFixture<SharedServers>
{
    // Longer than it takes until the other host takes over what the dead one has begun.
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Every_run_comes_and_only_what_was_under_way_twice_when_a_host_is_killed()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await using var alice = await ConnectAsync(sandbox);
        string[] settings =
        [
            .. sandbox.HostSettings(sandbox.WebSocket), .. await servers.NewSettingsAsync(), "--Scheduling:CheckInEvery=00:00:01",
            .. EachSecond.Settings("101", "The second has come."),
        ];
        var hosts = await Task.WhenAll(RunningHost.StartAsync(settings), RunningHost.StartAsync(settings)); // both make the tables
        await using var one = hosts[0];
        await using var other = hosts[1];
        await Until.TrueAsync(() => hosts.Any(host => Dues(host).Count > 2));
        var killed = hosts.MaxBy(host => Dues(host).Count)!; // the one that follows it mostly has taken the next run already
        var survivor = hosts.Single(host => host != killed);

        await killed.Process.SignalAsync("KILL");
        await killed.Process.Exited.WaitAsync(TestTimeout.Token);
        var end = Dues(killed).Concat(Dues(survivor)).Max() + Behind;
        await Until.TrueAsync(() => Dues(survivor).Any(due => due >= end));

        output.WriteLine(survivor.Process.Output);
        var dues = Dues(killed).Concat(Dues(survivor)).Where(due => due <= end).ToList();
        var seconds = dues.Distinct().Order().ToList();
        Assert.Equal(Enumerable.Range(0, seconds.Count).Select(second => seconds[0].AddSeconds(second)), seconds);
        Assert.InRange(dues.Count - seconds.Count, 0, 1); // the run that was under way comes again, under its name
        await ReadAsync(alice, seconds.Count);
    }

    private static List<DateTimeOffset> Dues(RunningHost host) =>
    [
        .. DueLine().Matches(host.Process.Output)
            .Select(line => DateTimeOffset.Parse(line.Groups["due"].Value, CultureInfo.InvariantCulture)),
    ];

    private static Task<XmppClient> ConnectAsync(RunningSandbox sandbox) => XmppClient.ConnectAsync(
        new XmppClientOptions
        {
            Server = sandbox.WebSocket,
            Host = "localhost",
            Credentials = XmppCredentials.Of("101-1", "alice-password"),
        },
        cancellationToken: TestTimeout.Token);

    // What the killed host was sending may come again, as the same message.
    private static async Task ReadAsync(XmppClient client, int count)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await client.SendAsync(new Presence(), TestTimeout.Token); // what came before is stored
        while (ids.Count < count)
        {
            var received = await client.Received.ReadAsync(TestTimeout.Token);
            received.Acknowledge();
            if (received.Stanza is Message { Body: not null } message)
            {
                ids.Add(message.Id!);
            }
        }
    }

    [GeneratedRegex("The announcement tick-[0-9]+, due at (?<due>[^,]+), begins", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex DueLine();
}
