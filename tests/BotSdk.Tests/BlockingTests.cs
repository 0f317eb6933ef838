using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Tests;

/// <summary>Blocking users one by one, and changing privacy lists, against lists as a network keeps them.</summary>
public sealed class BlockingTests
{
    private static readonly UserRef Ann = new("1");
    private static readonly UserRef Ben = new("2");

    private readonly Dictionary<string, IReadOnlyList<PrivacyRule>> _lists = [];
    private string? _inForce;

    [Fact]
    public async Task The_first_user_who_is_blocked_makes_a_list_and_puts_it_in_force()
    {
        await RunAsync((context, token) => context.BlockAsync(Ann, isMutual: true, token));

        Assert.Equal(BlockingExtensions.ListName, _inForce);
        Assert.Equal([new PrivacyRule { User = Ann, IsMutual = true }], _lists[_inForce!]);
    }

    [Fact]
    public async Task Further_users_go_to_the_list_that_is_in_force()
    {
        Have("mine", new PrivacyRule { User = Ann });
        _inForce = "mine";

        await RunAsync((context, token) => context.BlockAsync(Ben, isMutual: false, token));

        Assert.Equal([new PrivacyRule { User = Ann }, new PrivacyRule { User = Ben }], _lists["mine"]);
        Assert.Equal(["mine"], _lists.Keys);
    }

    [Fact]
    public async Task An_own_list_that_was_declined_is_taken_up_again()
    {
        Have(BlockingExtensions.ListName, new PrivacyRule { User = Ann });

        await RunAsync((context, token) => context.BlockAsync(Ben, isMutual: false, token));

        Assert.Equal(2, _lists[BlockingExtensions.ListName].Count);
        Assert.Equal(BlockingExtensions.ListName, _inForce);
    }

    [Fact]
    public async Task Who_is_blocked_again_is_on_the_list_once_and_in_the_old_place()
    {
        Have("mine", new PrivacyRule { User = Ann }, new PrivacyRule { User = Ben });
        _inForce = "mine";

        await RunAsync((context, token) => context.BlockAsync(Ann, isMutual: true, token));

        Assert.Equal([new PrivacyRule { User = Ann, IsMutual = true }, new PrivacyRule { User = Ben }], _lists["mine"]);
    }

    [Fact]
    public async Task Who_is_unblocked_leaves_the_list_and_the_last_one_takes_the_list_along()
    {
        Have("mine", new PrivacyRule { User = Ann }, new PrivacyRule { User = Ben });
        _inForce = "mine";

        await RunAsync((context, token) => context.UnblockAsync(Ann, token));
        Assert.Equal([new PrivacyRule { User = Ben }], _lists["mine"]);
        await RunAsync((context, token) => context.UnblockAsync(Ben, token));

        Assert.Empty(_lists);
        Assert.Null(_inForce);
    }

    [Fact]
    public async Task Unblocking_who_is_not_blocked_changes_nothing()
    {
        await RunAsync((context, token) => context.UnblockAsync(Ann, token));

        Assert.Empty(_lists);
    }

    [Fact]
    public async Task Several_changes_of_a_list_are_made_at_once()
    {
        Have("mine", new PrivacyRule { User = Ann });

        await RunAsync((context, token) => context.UpdatePrivacyListAsync(
            "mine", [new PrivacyRule { User = Ann, IsBlocked = false }, new PrivacyRule { User = Ben }], token));

        Assert.Equal([new PrivacyRule { User = Ben }], _lists["mine"]);
        Assert.Null(_inForce);
    }

    [Fact]
    public async Task A_list_that_is_not_there_cannot_be_changed()
    {
        var error = await Assert.ThrowsAsync<RequestFailedException>(() => RunAsync(
            (context, token) => context.UpdatePrivacyListAsync("none", [new PrivacyRule { User = Ann }], token)));

        Assert.Equal("item-not-found", error.Reason);
    }

    private void Have(string name, params PrivacyRule[] rules) => _lists[name] = rules;

    private Task RunAsync(Func<IBotContext, CancellationToken, Task> act)
    {
        var bot = ScriptedBot.Harness((_, context, token) => act(context, token));
        bot.Answer((GetPrivacyListNames _) => new PrivacyListNames { Names = [.. _lists.Keys], Default = _inForce });
        bot.Answer((GetPrivacyList asked) => _lists.TryGetValue(asked.Name, out var rules)
            ? new PrivacyList { Name = asked.Name, Rules = rules }
            : throw new RequestFailedException("There is no such list.", "item-not-found"));
        bot.Answer((SavePrivacyList asked) =>
        {
            _lists[asked.List.Name] = asked.List.Rules;
            return new Done();
        });
        bot.Answer((RemovePrivacyList asked) =>
        {
            _lists.Remove(asked.Name);
            _inForce = _inForce == asked.Name ? null : _inForce;
            return new Done();
        });
        bot.Answer((UsePrivacyList asked) =>
        {
            _inForce = asked.Name;
            return new Done();
        });
        return bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);
    }
}
