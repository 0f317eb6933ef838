using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Bus.Announcements;

/// <summary>
/// Which bots may announce: those that <c>Announcements:Bots:N</c> names, as <c>NAME</c> or as <c>NAME@network/id</c> for one account alone, and
/// the bot of the program for it, where <c>Bots:announcements</c> says who may use it.
/// </summary>
internal sealed class AnnouncingBots
{
    /// <summary>The bot of the program that takes announcements from chat.</summary>
    public const string BuiltIn = "announcements";

    private readonly HashSet<string> _bots;

    public AnnouncingBots(IConfiguration configuration)
    {
        _bots = [.. configuration.GetSection("Announcements:Bots").GetChildren().Select(one => one.Value).OfType<string>()];
        var chat = configuration.GetSection($"Bots:{BuiltIn}");
        if (chat.GetSection("Users").GetChildren().Any() || !string.IsNullOrEmpty(chat["Role"]))
        {
            _bots.Add(BuiltIn); // then the name is taken, and no plug-in can have it
        }
    }

    public bool May(string bot, AccountRef account) => _bots.Contains(bot) || _bots.Contains($"{bot}@{account.Network}/{account.Id}");
}
