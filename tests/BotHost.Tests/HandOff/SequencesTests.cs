using System.Runtime.CompilerServices;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.HandOff;

public sealed class SequencesTests
{
    private readonly Sequences _sequences = new();

    public static TheoryData<Type> Kinds => [.. BotPlatform.BotHost.Bus.Kinds.Events];

    [Fact]
    public void The_high_part_is_the_epoch_and_the_low_part_counts_in_the_term()
    {
        _sequences.Begin(Sample.Account, epoch: 3);

        Assert.Equal([(3L << 32) + 1, (3L << 32) + 2], [Next("one"), Next("two")]);
        _sequences.Begin(Sample.Account, epoch: 4);
        Assert.Equal((4L << 32) + 1, Next("three"));
    }

    [Fact]
    public void Two_million_terms_are_exact_in_JavaScript()
    {
        _sequences.Begin(Sample.Account, epoch: (1 << 21) - 1);

        Assert.InRange(Next("hello")!.Value, 0, 1L << 53);
    }

    [Fact]
    public void What_an_account_sees_that_this_host_never_held_has_no_number() => Assert.Null(Next("hello"));

    [Fact]
    public void A_number_leaves_the_event_that_came_in_and_its_identity_as_they_are()
    {
        _sequences.Begin(Sample.Account, epoch: 1);
        var message = Sample.Message("hello");

        var numbered = HandOver(message);

        Assert.Null(message.Origin.Sequence);
        Assert.NotNull(numbered.Origin.Sequence);
        Assert.Equal(message, ((MessageReceived)numbered) with { Origin = message.Origin });
        Assert.Equal(EventIdentity.Of(message), EventIdentity.Of(numbered));
        Assert.Equal(EventIdentity.OfHandled("bot-echo", message), EventIdentity.OfHandled("bot-echo", numbered));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_event_can_be_numbered(Type kind)
    {
        var origin = Sample.Message("hello").Origin;

        var copy = EventCopies.With((IAccountEvent)RuntimeHelpers.GetUninitializedObject(kind), origin);

        Assert.IsType(kind, copy);
        Assert.Same(origin, copy.Origin);
    }

    private long? Next(string text) => HandOver(Sample.Message(text)).Origin.Sequence;

    private IAccountEvent HandOver(IAccountEvent @event)
    {
        IAccountEvent? given = null;
        Assert.Same(Task.CompletedTask, _sequences.HandOverAsync(@event, numbered =>
        {
            given = numbered;
            return Task.CompletedTask;
        }));
        return given!;
    }
}
