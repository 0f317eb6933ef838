using BotPlatform.Chaos.Cells;
using BotPlatform.Chaos.Hosting;
using BotPlatform.Chaos.Judging;
using BotPlatform.TestKit;
using Xunit.Abstractions;

namespace BotPlatform.Chaos.Tests;

/// <summary>An announcement whose hosts are killed while they send it.</summary>
public sealed class KilledAnnouncementTests(ITestOutputHelper output) : IDisposable
{
    private const int Users = 5000;
    private const int Kills = 5;

    // A second: so that a host which is started again says that it runs before it dies, and all is not over before.
    private const int Rate = 400;

    private static readonly Step[] Steps = [Step.Answering, Step.Answered, Step.Sending, Step.Sent, Step.Taken, Step.Finished];

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("embedded")]
    [InlineData("production")]
    public async Task Every_recipient_has_one_row_and_gets_one_message(string column)
    {
        var seed = Seeds.Of("ANNOUNCEMENT_SEED");
        output.WriteLine($"ANNOUNCEMENT_SEED={seed}");
#pragma warning disable CA5394 // No secret.
        var random = new Random(seed);
        var points = Enumerable.Range(0, Kills).Select(_ => (Step: Steps[random.Next(Steps.Length)], Count: random.Next(Rate / 2, 2 * Rate))).ToList();
#pragma warning restore CA5394
        output.WriteLine(string.Join(", ", points));
        var audience = _directory.File("audience");
        var hosts = Column.All.Single(one => one.Key == column);
        await using var ground = await StartAsync(hosts, audience);
        var users = await SandboxUsers.SignUpAsync(ground.Sandbox.Api, Users);
        await File.WriteAllLinesAsync(audience, users);

        for (var i = 0; i < hosts.Hosts; i++)
        {
            await ground.AddHostAsync();
        }

        await ground.KillAtAsync(points);

        await using var ledger = new KeptLedger(ground);
        await ledger.WhenCompletedAsync();
        var rows = await ledger.ReadAsync();
        var messages = await Mailboxes.ReadAsync(ground.Sandbox.Api);
        Assert.Equal(users, rows.Select(row => row.Dialog));
        Assert.All(rows, row => Assert.Equal(row.MessageId, Assert.Single(messages[row.Dialog])));
        Assert.Equal(Users, rows.Select(row => row.MessageId).Distinct().Count());
    }

    private static Task<Ground> StartAsync(Column column, string audience) => Ground.StartAsync(
        column.Storage,
        column.HasBroker,
        hosts: 0,
        $"--Announcements:AccountRate={Rate}",
        HostSettings.Argument(nameof(HostSettings.Audience), audience));
}
