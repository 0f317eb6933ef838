using BotPlatform.Contracts.Chat;

namespace BotPlatform.StandardXmpp.Tests;

/// <summary>What happens to messages after they were written, in a 1-1 dialog.</summary>
public sealed class ChangeTests
{
    [Fact]
    public async Task A_correction_is_an_edit_of_the_first_message()
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var edited = await account.HearAsync<MessageEdited>(Xml.Direct(
            "m2", "<body>hello</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>"));

        Assert.Equal(("m1", "hello"), (edited.MessageId, edited.Text));
        Assert.Equal(new UserRef("alice@localhost"), edited.User);
    }

    [Theory]
    [InlineData("<message-retract/>", "<retract xmlns='urn:xmpp:message-retract:1' id='m1'/><body>taken back</body>")]
    [InlineData("before version 0.4", "<apply-to xmlns='urn:xmpp:fasten:0' id='m1'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to>")]
    public async Task A_retraction_is_a_deletion(string form, string content)
    {
        Assert.NotEmpty(form);
        await using var account = await ScriptedAccount.ReadyAsync();

        var deleted = await account.HearAsync<MessageDeleted>(Xml.Direct("m2", content));

        Assert.Equal("m1", deleted.MessageId);
        Assert.Equal(new UserRef("alice@localhost"), deleted.User);
    }

    [Theory]
    [InlineData("<body>bad</body><replace xmlns='urn:xmpp:message-correct:0' id='{0}'/>")]
    [InlineData("<retract xmlns='urn:xmpp:message-retract:1' id='{0}'/>")]
    public async Task Nobody_changes_what_the_account_wrote(string content)
    {
        await using var account = await ScriptedAccount.ReadyAsync();
        var sent = await account.SentAsync(Commands.Say(Commands.Alice, "good"));

        await account.IgnoresAsync(Xml.Direct("m2", content.Replace("{0}", Xml.Attribute(sent, "id"), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Reactions_are_the_difference_to_those_before()
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var first = await account.HearAsync<ReactionsChanged>(Xml.Direct("r1", Reactions("👍", "🎉")));
        var second = await account.HearAsync<ReactionsChanged>(Xml.Direct("r2", Reactions("🎉", "😢")));
        await account.IgnoresAsync(Xml.Direct("r3", Reactions("😢", "🎉")));
        var third = await account.HearAsync<ReactionsChanged>(Xml.Direct("r4", Reactions()));

        Assert.Equal(["👍", "🎉"], first.Added);
        Assert.Equal("m1", first.MessageId);
        Assert.Equal(["😢"], second.Added);
        Assert.Equal(["👍"], second.Removed);
        Assert.Empty(third.Added);
        Assert.Equal(["😢", "🎉"], third.Removed);
    }

    [Theory]
    [InlineData("<received xmlns='urn:xmpp:receipts' id='m1'/>")]
    [InlineData("<received xmlns='urn:xmpp:chat-markers:0' id='m1'/>")]
    public async Task A_receipt_says_that_a_message_arrived(string content)
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var delivered = await account.HearAsync<MessageDelivered>(Xml.Direct("d1", content));

        Assert.Equal("m1", delivered.MessageId);
        Assert.Equal(new UserRef("alice@localhost"), delivered.User);
    }

    [Theory]
    [InlineData("displayed")]
    [InlineData("acknowledged")]
    public async Task A_marker_says_that_a_message_was_read(string marker)
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var read = await account.HearAsync<MessageRead>(Xml.Direct("d1", $"<{marker} xmlns='urn:xmpp:chat-markers:0' id='m1'/>"));

        Assert.Equal("m1", read.MessageId);
        Assert.Equal(new DialogRef("alice@localhost"), read.Dialog);
    }

    private static string Reactions(params string[] emojis) =>
        "<reactions xmlns='urn:xmpp:reactions:0' id='m1'>" + string.Concat(emojis.Select(e => $"<reaction>{e}</reaction>")) + "</reactions>";
}
