namespace BotPlatform.Connectors.XmppParts.Settings;

/// <summary>How a sentence about a wrong setting names it.</summary>
public static class SettingName
{
    /// <summary>The path of a setting, and the environment variable that sets it.</summary>
    public static string Of(string section, string key)
    {
        var path = $"{section}:{key}";
        return $"{path} (environment variable {path.Replace(":", "__", StringComparison.Ordinal)})";
    }
}
