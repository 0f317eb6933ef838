using System.Text.Json.Nodes;
using BotPlatform.BotHost.Admin.Parked;
using BotPlatform.BotHost.CommandLine.Parked;
using BotPlatform.BotHost.CommandLine.RunningHosts;
using BotPlatform.BotHost.Tests.Admin;

namespace BotPlatform.BotHost.Tests.CommandLine.Parked;

/// <summary>What people read who ask a host for parked items.</summary>
public sealed class ParkedRunTests : IAsyncLifetime
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private ParkingHost? _host;
    private AdminClient? _client;

    private ParkingHost Host => _host!;

    public async Task InitializeAsync()
    {
        _host = await ParkingHost.StartAsync();
        _client = new AdminClient(Host.Http.BaseAddress!, key: null);
    }

    public async Task DisposeAsync()
    {
        _client!.Dispose();
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task A_list_is_a_line_an_item_and_says_how_it_goes_on()
    {
        var numbers = await Host.ParkAsync("101", "bad 1", "bad\u001b[2J\u009b2J\u202e", "bad 3");

        Assert.Equal(0, await Run().ListAsync(new ParkedQuery { Limit = 2, Dialog = "101", Bot = "acting" }, TestTimeout.Token));

        var lines = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("  NUMBER  PARKED (UTC)", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("InvalidOperationException: I cannot repeat 'bad 1'.", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("'bad [2J 2J '.", lines[2], StringComparison.Ordinal); // commands to the terminal are blanks
        Assert.Equal($"There are more: --after {numbers[1]}\n", _error.ToString());
    }

    [Fact]
    public async Task Nothing_is_said_in_words()
    {
        Assert.Equal(0, await Run().ListAsync(new ParkedQuery(), TestTimeout.Token));

        Assert.Equal("Nothing is parked.\n", _output.ToString());
    }

    [Fact]
    public async Task An_item_is_shown_whole()
    {
        var number = Assert.Single(await Host.ParkAsync("101", "bad ü"));

        Assert.Equal(0, await Run().ShowAsync(number, TestTimeout.Token));

        Assert.StartsWith($"number   {number}\nbot      acting\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("System.IO.IOException: password=***", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"text\": \"bad ü\"", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_read_JSON()
    {
        var numbers = await Host.ParkAsync("101", "bad 1", "bad 2");
        Host.Mend();

        Assert.Equal(1, await Run(json: true).RedriveAsync([numbers[0], 99], TestTimeout.Token));
        var redriven = JsonNode.Parse(Taken(_output))!;
        Assert.Equal(0, await Run(json: true).ListAsync(new ParkedQuery(), TestTimeout.Token));
        var page = JsonNode.Parse(Taken(_output))!;

        Assert.Equal(($"[{numbers[0]}]", 99L), (redriven["numbers"]!.ToJsonString(), (long)redriven["kept"]![0]!["number"]!));
        Assert.Equal(numbers[1], (long)Assert.Single(page["items"]!.AsArray())!["number"]!);
    }

    [Fact]
    public async Task What_cannot_be_redriven_is_said_and_keeps_nothing_else()
    {
        var numbers = await Host.ParkAsync("101", "bad 1", "bad 2");
        Host.Mend();

        Assert.Equal(1, await Run().RedriveAsync([99, numbers[0]], TestTimeout.Token));

        Assert.Equal($"Tried again: item {numbers[0]}.\n", _output.ToString());
        Assert.Equal("There is no parked item 99. It may have been redriven or discarded already.\n", _error.ToString());
        Assert.Equal("bad 1", (await Host.NextAsync()).Text);
    }

    [Fact]
    public async Task A_dialog_is_redriven()
    {
        var numbers = await Host.ParkAsync("101", "bad 1", "bad 2");
        Host.Mend();

        Assert.Equal(0, await Run().RedriveAsync(new DialogItems { Dialog = "101" }, TestTimeout.Token));

        Assert.Equal($"Tried again: 2 items, {numbers[0]}, {numbers[1]}.\n", _output.ToString());
        Assert.Equal(["bad 1", "bad 2"], [(await Host.NextAsync()).Text, (await Host.NextAsync()).Text]);
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData("Yes", true)]
    [InlineData("n", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task Several_items_are_discarded_only_by_who_says_yes(string? answer, bool isDiscarded)
    {
        var numbers = await Host.ParkAsync("101", "bad 1", "bad 2");
        using var question = new StringReader(answer is null ? "" : answer + "\n");

        Assert.Equal(isDiscarded ? 0 : 1, await Run(question).DiscardAsync(new DialogItems { Dialog = "101" }, isSure: false, TestTimeout.Token));

        Assert.Equal("Discard 2 items for good? [y/N] ", _error.ToString());
        Assert.Equal(isDiscarded ? $"Discarded: 2 items, {numbers[0]}, {numbers[1]}.\n" : "", _output.ToString());
        Assert.Equal(isDiscarded ? [] : numbers, await Host.NumbersAsync("101"));
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_several_items_need_a_yes_on_the_command_line()
    {
        var numbers = await Host.ParkAsync("101", "bad 1", "bad 2", "bad 3");

        Assert.Equal(1, await Run().DiscardAsync([numbers[0], numbers[1]], isSure: false, TestTimeout.Token));
        Assert.Equal("Nothing is discarded: with --yes, 2 items are.\n", _error.ToString());
        Assert.Equal(0, await Run().DiscardAsync([numbers[0], numbers[1]], isSure: true, TestTimeout.Token));
        Assert.Equal(0, await Run().DiscardAsync([numbers[2]], isSure: false, TestTimeout.Token)); // one needs none

        Assert.Empty(await Host.NumbersAsync("101"));
    }

    private static string Taken(StringWriter writer)
    {
        var text = writer.ToString();
        writer.GetStringBuilder().Clear();
        return text;
    }

    private ParkedRun Run(TextReader? question = null, bool json = false) =>
        new(_client!, new ParkedOutput(_output, json), _error, question);
}
