using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Pipeline.Bots.Settings;
using BotPlatform.BotHost.Storage.BotSettings;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Configuration;

namespace BotPlatform.BotHost.Tests.Pipeline.Settings;

/// <summary>Section <c>Bots</c>, and what people set, by place.</summary>
public sealed class SettingsInForceTests
{
    private static readonly AccountRef Account = new("connectycube", "100");
    private static readonly DialogRef Here = new("here");

    [Fact]
    public void Nothing_is_off_where_nothing_is_said() => Assert.Empty(Of([]).OffAt(Account, Here));

    [Theory]
    [InlineData("Bots:echo:Enabled=false", true)]
    [InlineData("Bots:echo:Enabled=true", false)]
    [InlineData("Bots:echo:Accounts:0=100", false)]
    [InlineData("Bots:echo:Accounts:0=connectycube/100", false)]
    [InlineData("Bots:echo:Accounts:0=other/100", true)]
    [InlineData("Bots:echo:Dialogs:0=here", false)]
    [InlineData("Bots:echo:Dialogs:0=there", true)]
    [InlineData("Bots:echo:Dialogs:0=there;Bots:echo:Overrides:0:Dialog=here;Bots:echo:Overrides:0:Enabled=true", false)]
    [InlineData("Bots:echo:Overrides:0:Dialog=here;Bots:echo:Overrides:0:Enabled=false", true)]
    [InlineData("Bots:echo:Overrides:0:Dialog=there;Bots:echo:Overrides:0:Enabled=false", false)]
    [InlineData("Bots:echo:Enabled=false;Bots:echo:Overrides:0:Account=100;Bots:echo:Overrides:0:Enabled=true", false)]
    public void A_bot_is_off_where_it_is_not_allowed(string settings, bool isOff) =>
        Assert.Equal(isOff ? ["echo"] : [], Of(settings.Split(';')).OffAt(Account, Here));

    [Fact]
    public void What_happens_in_no_dialog_comes_to_bots_that_are_allowed_in_some() =>
        Assert.Empty(Of(["Bots:echo:Dialogs:0=there"]).OffAt(Account, null));

    [Fact]
    public void What_is_set_later_counts_more_at_the_same_place_and_less_than_what_is_said_for_a_smaller_one()
    {
        var settings = Of(
            ["Bots:echo:Prefix=a", "Bots:echo:Suffix=b", "Bots:echo:Overrides:0:Dialog=here", "Bots:echo:Overrides:0:Suffix=c"],
            new BotSetting { Bot = "echo", Key = "Prefix", Value = "later" },
            new BotSetting { Bot = "echo", Key = "suffix", Value = "later" });

        var here = settings.Of("echo", Account, Here);
        var there = settings.Of("echo", Account, new DialogRef("there"));

        Assert.Equal(("later", "c"), (here["Prefix"], here["Suffix"]));
        Assert.Equal(("later", "later"), (there["Prefix"], there["Suffix"]));
    }

    [Theory]
    [InlineData("Bots:echo:Enabled=perhaps", "Bots:echo: Enabled is 'perhaps': it can be true or false.")]
    [InlineData("Bots:echo:Overrides:0:Enabled=false", "Bots:echo:Overrides:0 says neither Account nor Dialog: for all of them, set Bots:echo.")]
    public void A_mistake_is_explained(string setting, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<StartupException>(() => Of([setting])).Message);

    private static SettingsInForce Of(string[] settings, params BotSetting[] later)
    {
        var configured = new ConfiguredBots(new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(one => one.Split('=')).Select(one => KeyValuePair.Create(one[0], (string?)one[1]))).Build());
        return new SettingsInForce([configured.Settings, later], configured.Allowed);
    }
}
