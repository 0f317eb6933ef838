using BotPlatform.Chaos.Hosting;
using BotPlatform.Chaos.Soak;

namespace BotPlatform.Chaos.Tests.Soak;

public sealed class SoakTableTests
{
    [Fact]
    public void A_soak_in_which_nothing_grows_and_all_is_answered_has_no_problem() =>
        Assert.Empty(SoakTable.Problems(Result(i => new Sample(i, 150, 20, 10))));

    [Fact]
    public void Whatever_grows_is_named()
    {
        Assert.Contains("resident memory of host 1", Assert.Single(SoakTable.Problems(Result(i => new Sample(i, 150 + i, 20, 10)))));
        Assert.Contains("heap of host 1", Assert.Single(SoakTable.Problems(Result(i => new Sample(i, 150, 20 + i, 10)))));
        Assert.Contains("queues of host 1", Assert.Single(SoakTable.Problems(Result(i => new Sample(i, 150, 20, 10L * i)))));
    }

    [Fact]
    public void A_message_without_an_answer_is_a_problem() => Assert.Equal(
        "1 messages were not answered.",
        Assert.Single(SoakTable.Problems(Result(i => new Sample(i, 150, 20, 10)) with { Answered = 999 })));

    [Fact]
    public void A_sample_is_read_as_it_is_written() =>
        Assert.Equal(new Sample(1.5, 150.5, 20.5, 7), Sample.Parse("1.500 150.5 20.5 7"));

    private static SoakResult Result(Func<int, Sample> sample) =>
        new(Capacity: 1_000, Rate: 700, Written: 1_000, Answered: 1_000, [[.. Enumerable.Range(0, 600).Select(sample)]]);
}
