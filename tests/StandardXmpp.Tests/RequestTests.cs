using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;

namespace BotPlatform.StandardXmpp.Tests;

/// <summary>What is asked of the server, and what its answers mean.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(90, false)]
    public async Task Last_activity(int seconds, bool isOnline)
    {
        await using var account = await ScriptedAccount.ReadyAsync();
        var asking = account.Ask<GetLastActivity, LastActivity>(
            new GetLastActivity { Account = Commands.Account, User = new UserRef("alice@localhost") });

        var question = await account.AnswerAsync("jabber:iq:last", $"<query xmlns='jabber:iq:last' seconds='{seconds}'/>");
        var activity = await asking;

        Assert.Equal("alice@localhost", Xml.Attribute(question, "to"));
        Assert.Equal(isOnline, activity.IsOnline);
        Assert.Equal(account.Clock.GetUtcNow().AddSeconds(-seconds), activity.LastActiveAt);
    }

    [Fact]
    public async Task A_privacy_list_is_written_one_item_a_user()
    {
        await using var account = await ScriptedAccount.ReadyAsync();
        var saving = account.Ask<SavePrivacyList, Done>(new SavePrivacyList
        {
            Account = Commands.Account,
            List = new PrivacyList
            {
                Name = "blocked",
                Rules =
                [
                    new PrivacyRule { User = new UserRef("friend@localhost"), IsBlocked = false },
                    new PrivacyRule { User = new UserRef("mallory@localhost") },
                    new PrivacyRule { User = new UserRef("trudy@localhost"), IsMutual = true },
                ],
            },
        });

        var request = await account.AnswerAsync("jabber:iq:privacy");
        await saving;

        Assert.Contains(
            "<list name='blocked'>"
            + "<item action='allow' order='1' type='jid' value='friend@localhost'/>"
            + "<item action='deny' order='2' type='jid' value='mallory@localhost'><message/><presence-in/><presence-out/><iq/></item>"
            + "<item action='deny' order='3' type='jid' value='trudy@localhost'/></list>",
            request,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_privacy_list_is_read_without_what_is_not_about_users()
    {
        await using var account = await ScriptedAccount.ReadyAsync();
        var asking = account.Ask<GetPrivacyList, PrivacyList>(new GetPrivacyList { Account = Commands.Account, Name = "blocked" });

        await account.AnswerAsync(
            "jabber:iq:privacy",
            "<query xmlns='jabber:iq:privacy'><list name='blocked'><item action='deny' order='2' type='jid' value='trudy@localhost'/>"
            + "<item action='deny' order='1' type='jid' value='mallory@localhost'><message/></item>"
            + "<item action='allow' order='3' type='subscription' value='both'/><item action='allow' order='4'/></list></query>");
        var list = await asking;

        Assert.Equal(
            [
                new PrivacyRule { User = new UserRef("mallory@localhost") },
                new PrivacyRule { User = new UserRef("trudy@localhost"), IsMutual = true },
            ],
            list.Rules);
    }

    [Fact]
    public async Task A_server_without_privacy_lists_refuses_in_its_own_word()
    {
        await using var account = await ScriptedAccount.ReadyAsync();
        var asking = account.Ask<GetPrivacyListNames, PrivacyListNames>(new GetPrivacyListNames { Account = Commands.Account });

        await account.RefuseAsync("jabber:iq:privacy", "feature-not-implemented");

        Assert.Equal("feature-not-implemented", (await Assert.ThrowsAsync<ConnectorRefusedException>(() => asking)).Reason);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_a_ping_is_a_timeout()
    {
        await using var account = await ScriptedAccount.ReadyAsync();
        var asking = account.Ask<PingNetwork, PingAnswer>(new PingNetwork { Account = Commands.Account });
        await account.ExpectAsync("^<iq .*urn:xmpp:ping");

        await account.Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), asking);

        Assert.Equal("timeout", (await Assert.ThrowsAsync<ConnectorRefusedException>(() => asking)).Reason);
    }

    [Fact]
    public async Task What_comes_back_after_the_server_took_it_over_is_an_event()
    {
        await using var account = await ScriptedAccount.ReadyAsync();
        var sent = await account.SentAsync(Commands.Say(Commands.Alice, "hello?"));

        var failed = await account.HearAsync<CommandFailed>(
            $"<message from='alice@localhost' type='error' id='{Xml.Attribute(sent, "id")}'>{Xml.Error("service-unavailable")}</message>");

        Assert.Equal(("c1", "service-unavailable"), (failed.CommandId, failed.Reason));
        Assert.Equal(Commands.Alice, failed.Dialog);
    }

    [Fact]
    public async Task What_somebody_else_sends_back_is_none()
    {
        await using var account = await ScriptedAccount.ReadyAsync();
        var sent = await account.SentAsync(Commands.Say(Commands.Alice, "hello?"));

        await account.IgnoresAsync($"<message from='mallory@localhost' type='error' id='{Xml.Attribute(sent, "id")}'/>");
    }
}
