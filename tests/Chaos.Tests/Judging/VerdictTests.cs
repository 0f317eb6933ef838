using BotPlatform.Chaos.Judging;

namespace BotPlatform.Chaos.Tests.Judging;

public sealed class VerdictTests
{
    private static readonly Tally Well = new() { Lost = 0, DoubledToBot = 0, DoubledToUser = 0, Renamed = 0, OutOfOrderToBot = 0, OutOfOrderToUser = 0 };

    private static readonly CellResult Green = new()
    {
        Row = "a row",
        Column = "a column",
        Seed = 1,
        Messages = 2_000,
        Dialogs = 20,
        Planned = 5,
        Struck = 5,
        PeakMegabytes = Verdict.MaxMegabytes,
        Tally = Well,
    };

    public static TheoryData<string> Wrongs => [.. Wrong.Keys];

    private static Dictionary<string, CellResult> Wrong { get; } = new(StringComparer.Ordinal)
    {
        ["1 of 2000 messages were lost"] = Green with { Tally = Well with { Lost = 1 } },
        ["1 messages came to the bot after a later one"] = Green with { Tally = Well with { OutOfOrderToBot = 1 } },
        ["1 answers came to the user after a later one"] = Green with { Tally = Well with { OutOfOrderToUser = 1 } },
        ["1 answers came again under another id"] = Green with { Tally = Well with { Renamed = 1 } },
        ["1 answers came twice to the user"] = Green with { Tally = Well with { DoubledToUser = 1 } },
        ["only 4 of 5 times"] = Green with { Struck = 4 },
        ["401 MB"] = Green with { PeakMegabytes = Verdict.MaxMegabytes + 1 },
        ["said that it was ready"] = Green with { Missed = ["A host said that it was ready."] },
    };

    [Fact]
    public void A_cell_that_keeps_every_promise_is_green() => Assert.Empty(Verdict.Problems(Green));

    [Fact]
    public void A_bot_may_be_given_a_message_again() =>
        Assert.Empty(Verdict.Problems(Green with { Tally = Well with { DoubledToBot = 500 } }));

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void A_broken_promise_is_named(string problem) =>
        Assert.Contains(problem, Assert.Single(Verdict.Problems(Wrong[problem])), StringComparison.Ordinal);

    [Fact]
    public void A_chat_server_that_was_killed_may_repeat_to_the_user_and_nobody_may_change_an_id()
    {
        var repeating = Green with { ServerRepeats = true, Tally = Well with { DoubledToUser = 100 } };

        Assert.Empty(Verdict.Problems(repeating));
        Assert.Single(Verdict.Problems(repeating with { Tally = Well with { DoubledToUser = 100, Renamed = 1 } }));
    }
}
