using BotPlatform.BotHost.Storage.BotSettings;

namespace BotPlatform.BotHost.Admin.Bots;

/// <summary>Keeps what is secret among the settings of bots from those who list them. Its name tells that it is secret.</summary>
internal static class SecretSettings
{
    /// <summary>What is shown in its place.</summary>
    public const string Hidden = "(hidden)";

    private static readonly string[] Names = ["Key", "Keys", "Secret", "Secrets", "Password", "Token"];

    /// <summary>The setting without its value if that is secret: <c>ApiKey</c>, or <c>Secrets:0</c>.</summary>
    public static BotSetting Hide(BotSetting setting) => IsSecret(setting.Key) ? setting with { Value = Hidden } : setting;

    private static bool IsSecret(string key) => key.Split(':').Any(part => Array.Exists(
        Names, name => part.EndsWith(name, StringComparison.OrdinalIgnoreCase)));
}
