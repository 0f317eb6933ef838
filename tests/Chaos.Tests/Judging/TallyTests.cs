using BotPlatform.Chaos.Judging;

namespace BotPlatform.Chaos.Tests.Judging;

/// <summary>Made-up conversations, each with one thing wrong: what cannot be found there is not found in the matrix.</summary>
public sealed class TallyTests
{
    private static readonly (int Dialog, int Number)[] Written = [(0, 0), (1, 1), (0, 2), (1, 3)];
    private static readonly Seen[] Right = [new("a", 0, 0), new("b", 1, 1), new("c", 0, 2), new("d", 1, 3)];

    [Fact]
    public void A_conversation_in_which_all_is_well_counts_nothing() => Assert.Equal(
        new Tally { Lost = 0, DoubledToBot = 0, DoubledToUser = 0, Renamed = 0, OutOfOrderToBot = 0, OutOfOrderToUser = 0 },
        Tally.Of(Written, Right, Right));

    [Fact]
    public void Dialogs_have_no_order_among_each_other() =>
        Assert.Equal(0, Tally.Of(Written, Right, [Right[1], Right[3], Right[0], Right[2]]).OutOfOrder);

    [Fact]
    public void A_message_without_an_answer_is_lost() => Assert.Equal(1, Tally.Of(Written, Right, Right[..3]).Lost);

    [Fact]
    public void A_message_that_no_bot_saw_is_lost() => Assert.Equal(1, Tally.Of(Written, Right[1..], Right).Lost);

    [Fact]
    public void A_message_that_is_lost_on_both_ways_is_lost_once() => Assert.Equal(1, Tally.Of(Written, Right[1..], Right[1..]).Lost);

    [Fact]
    public void A_message_that_a_bot_is_given_again_is_doubled_to_the_bot()
    {
        var tally = Tally.Of(Written, [.. Right, Right[0], Right[0]], Right);

        Assert.Equal((2, 0), (tally.DoubledToBot, tally.DoubledToUser));
    }

    [Fact]
    public void An_answer_that_comes_again_is_doubled_to_the_user()
    {
        var tally = Tally.Of(Written, Right, [.. Right, Right[1]]);

        Assert.Equal((0, 1, 0), (tally.DoubledToBot, tally.DoubledToUser, tally.Renamed));
    }

    [Fact]
    public void An_answer_that_comes_again_under_another_id_is_renamed()
    {
        var tally = Tally.Of(Written, Right, [.. Right, Right[1] with { Id = "other" }]);

        Assert.Equal((1, 1), (tally.DoubledToUser, tally.Renamed));
    }

    [Fact]
    public void A_message_behind_a_later_one_of_its_dialog_is_out_of_order_for_the_bot_and_for_the_user()
    {
        Seen[] wrong = [Right[2], Right[0], Right[1], Right[3]];

        Assert.Equal((1, 0), Tally.Of(Written, wrong, Right) is var toBot ? (toBot.OutOfOrderToBot, toBot.OutOfOrderToUser) : default);
        Assert.Equal((0, 1), Tally.Of(Written, Right, wrong) is var toUser ? (toUser.OutOfOrderToBot, toUser.OutOfOrderToUser) : default);
    }

    [Fact]
    public void A_message_that_comes_again_later_is_not_out_of_order() =>
        Assert.Equal(0, Tally.Of(Written, [.. Right, Right[0]], [.. Right, Right[0]]).OutOfOrder);
}
