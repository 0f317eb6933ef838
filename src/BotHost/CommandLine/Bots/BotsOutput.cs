using BotPlatform.BotHost.Admin.Bots;
using BotPlatform.BotHost.Storage.BotSettings;

namespace BotPlatform.BotHost.CommandLine.Bots;

/// <summary>Writes bots and plug-ins for people.</summary>
internal static class BotsOutput
{
    public static void Write(BotList list, TextWriter output)
    {
        foreach (var bot in list.Bots)
        {
            output.WriteLine(bot.Plugin is null ? bot.Name : $"{bot.Name}  (plug-in {bot.Plugin})");
            foreach (var setting in bot.Settings)
            {
                output.WriteLine($"  {setting.Key} = {setting.Value}{Place(setting)}");
            }
        }

        foreach (var plugin in list.Plugins)
        {
            var state = plugin.Version is null ? "does not run" : $"{plugin.Version}, since {plugin.Since:u}";
            output.WriteLine($"plug-in {plugin.Name}: {state}");
            if (plugin.Problem is not null)
            {
                output.WriteLine($"  What is in its folder now is refused: {plugin.Problem}");
            }
        }
    }

    private static string Place(BotSetting setting) =>
        $"{(setting.Account.Length > 0 ? $"  for {setting.Account}" : "")}{(setting.Dialog.Length > 0 ? $"  in {setting.Dialog}" : "")}";
}
