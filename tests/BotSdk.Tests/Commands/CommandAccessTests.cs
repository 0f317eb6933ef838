using BotPlatform.BotSdk.Access;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Tests.Commands;

public sealed class CommandAccessTests
{
    private const string Refusal = "Sorry, !purge is not for you here.";

    private static readonly UserRef Other = new("102");

    [Theory]
    [InlineData("101", "102", DialogRole.Owner, true)]
    [InlineData("102", "101", DialogRole.Owner, false)]
    [InlineData("102", "101", DialogRole.Admin, true)]
    [InlineData("102", "102", DialogRole.Admin, false)]
    [InlineData("102", "102", DialogRole.Member, true)]
    [InlineData("101", "102", DialogRole.Admin, true)]
    public async Task A_role_is_what_the_network_says(string owner, string admin, DialogRole role, bool isAllowed)
    {
        var bot = Bot(role);
        bot.Answer((GetDialog asked) => Group(asked.Dialog, owner, admin));

        await bot.ReceiveAsync(Sample.GroupMessage("!purge"), TestTimeout.Token);

        Assert.Equal(isAllowed ? "purged" : Refusal, Assert.Single(bot.Sent).Text);
    }

    [Fact]
    public async Task A_role_that_cannot_be_looked_up_refuses()
    {
        var refused = Bot(DialogRole.Member);
        refused.Answer<GetDialog, DialogInfo>(_ => throw new RequestFailedException("No answer.", RequestFailedException.Timeout));
        var unsupported = Bot(DialogRole.Member);
        unsupported.Lack<GetDialog>();
        var gone = Bot(DialogRole.Member);
        gone.Answer<GetDialog, DialogInfo>(_ => throw new RequestFailedException("Gone.", "item-not-found"));
        var stranger = Bot(DialogRole.Member);
        stranger.Answer((GetDialog asked) => Group(asked.Dialog, "102", "102") with { Members = [Other] });

        foreach (var bot in new[] { refused, unsupported, gone, stranger })
        {
            await bot.ReceiveAsync(Sample.GroupMessage("!purge"), TestTimeout.Token);

            Assert.Equal(Refusal, Assert.Single(bot.Sent).Text);
        }
    }

    [Fact]
    public async Task Alone_with_the_bot_nobody_is_more_than_a_member()
    {
        var bot = Bot(DialogRole.Admin);

        await bot.ReceiveAsync(Sample.Message("!purge"), TestTimeout.Token);

        Assert.Equal(Refusal, Assert.Single(bot.Sent).Text);
        Assert.Empty(bot.Requests);
    }

    [Fact]
    public async Task Users_and_dialogs_are_named_and_all_rules_hold()
    {
        var bot = BotHarness.Of(one => one.OnCommands("db", "Database.", db =>
        {
            db.Add("drop", "Drops it.", () => "dropped").OnlyIn(Sample.Group);
            db.Add("show", "Shows it.", () => "shown");
        }).OnlyFor(Sample.User));

        await bot.ReceiveAsync(Sample.GroupMessage("!db drop"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!db drop"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!db show"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("!db drop") with { Sender = Other }, TestTimeout.Token);

        Assert.Equal(
            ["dropped", "Sorry, !db drop is not for you here.", "shown", "Sorry, !db is not for you here."],
            bot.Sent.Select(sent => sent.Text));
    }

    private static DialogInfo Group(DialogRef dialog, string owner, string admin) => new()
    {
        Dialog = dialog,
        Type = DialogType.Group,
        Owner = new UserRef(owner),
        Admins = [new UserRef(admin)],
        Members = [Sample.User, Other],
    };

    private static BotHarness<InlineBot> Bot(DialogRole role) =>
        BotHarness.Of(bot => bot.OnCommand("purge", "Purges.", () => "purged").OnlyFor(role));
}
