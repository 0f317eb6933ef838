namespace BotPlatform.BotHost.Plugins;

/// <summary>A plug-in cannot be used; the sentence is for who wrote it or put it there.</summary>
internal sealed class PluginException(string message, Exception? inner = null) : Exception(message, inner);
