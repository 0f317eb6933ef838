using BotPlatform.BotHost.CommandLine;

namespace BotPlatform.BotHost.Tests.CommandLine;

public sealed class SettingArgumentsTests
{
    [Theory]
    [InlineData("--Urls=http://127.0.0.1:0", "--Urls=http://127.0.0.1:0", "")]
    [InlineData("--sandbox:httpport=0", "--sandbox:httpport=0", "")]
    [InlineData("--Sandbox:HttpPort 0 chat alice", "--Sandbox:HttpPort=0", "chat alice")]
    [InlineData("chat alice --Bus:Lanes=4 --to 7", "--Bus:Lanes=4", "chat alice --to 7")]
    [InlineData("--StandardXmpp:Host=example.org", "--StandardXmpp:Host=example.org", "")]
    [InlineData("--Storage:Provider=Postgres", "--Storage:Provider=Postgres", "")]
    [InlineData("--Bots:faq:File=faq.md", "--Bots:faq:File=faq.md", "")]
    [InlineData("parked list --Admin:ApiKey=x", "--Admin:ApiKey=x", "parked list")]
    [InlineData("--frobnicate", "", "--frobnicate")]
    [InlineData("--frobnicate=1", "", "--frobnicate=1")]
    [InlineData("--Sandbox:Enabled", "", "--Sandbox:Enabled")]
    [InlineData("--Sandbox:Enabled --Bus:Lanes=4", "--Bus:Lanes=4", "--Sandbox:Enabled")]
    [InlineData("Urls=x -Urls=x", "", "Urls=x -Urls=x")]
    public void Settings_are_told_from_the_rest(string line, string settings, string rest)
    {
        var actual = SettingArguments.Take(line.Split(' '), out var actualRest);

        Assert.Equal(settings, string.Join(' ', actual));
        Assert.Equal(rest, string.Join(' ', actualRest));
    }
}
