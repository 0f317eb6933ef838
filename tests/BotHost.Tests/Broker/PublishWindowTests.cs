using BotPlatform.BotHost.Bus.RabbitMq.Publishing;
using RabbitMQ.Client;

namespace BotPlatform.BotHost.Tests.Broker;

public sealed class PublishWindowTests
{
    private readonly ManualClock _clock = new();
    private readonly PublishWindow _window;
    private readonly PublishedMessage[] _messages = [.. Enumerable.Range(0, 5).Select(i => new PublishedMessage($"{i}", new BasicProperties(), []))];

    public PublishWindowTests()
    {
        _window = new PublishWindow(_clock);
        Array.ForEach(_messages, _window.Add);
    }

    [Fact]
    public void Messages_are_written_in_their_order_and_each_once()
    {
        Assert.Equal(["0", "1", "2", "3", "4"], Written());
        Assert.Null(_window.Next());
    }

    [Fact]
    public void A_confirm_is_for_one_message_or_for_all_before_it_as_well()
    {
        Written();

        _window.Confirm(2, andBefore: false);
        Assert.Equal([1], Confirmed());
        _window.Confirm(4, andBefore: true);
        Assert.Equal([0, 1, 2, 3], Confirmed());
        Assert.Equal(1, _window.Count);
    }

    [Fact]
    public void Numbers_that_were_never_written_or_are_confirmed_already_change_nothing()
    {
        Written();
        _window.Confirm(1, andBefore: false);

        _window.Confirm(1, andBefore: false);
        _window.Confirm(99, andBefore: false);

        Assert.Equal([0], Confirmed());
    }

    [Fact]
    public void Over_another_channel_everything_that_is_not_confirmed_is_written_again_in_its_order_under_new_numbers()
    {
        _window.Next();
        _window.Next();
        _window.Next();
        _window.Confirm(2, andBefore: false);

        _window.Restart();

        Assert.Equal(["0", "2", "3", "4"], Written());
        _window.Confirm(2, andBefore: true);
        Assert.Equal([0, 1, 2], Confirmed());
    }

    [Fact]
    public void Its_age_is_that_of_the_one_that_waits_longest_for_its_confirm()
    {
        Assert.Equal(TimeSpan.Zero, _window.Age);
        _window.Next();
        _clock.Advance(TimeSpan.FromSeconds(3));
        _window.Next();
        Assert.Equal(TimeSpan.FromSeconds(3), _window.Age);

        _window.Confirm(1, andBefore: false);
        Assert.Equal(TimeSpan.Zero, _window.Age);
    }

    [Fact]
    public void What_is_given_up_is_told_to_whoever_waits()
    {
        _window.Next();

        _window.GiveUp();

        Assert.All(_messages, message => Assert.True(message.Done.IsCanceled));
        Assert.Equal(0, _window.Count);
    }

    private List<string> Written()
    {
        var keys = new List<string>();
        while (_window.Next() is { } message)
        {
            keys.Add(message.Key);
        }

        return keys;
    }

    private IEnumerable<int> Confirmed() => Enumerable.Range(0, _messages.Length).Where(i => _messages[i].Done.IsCompletedSuccessfully);
}
