using System.Text.Json;

namespace BotPlatform.BotSdk.State;

/// <summary>
/// State whose form changes from one version of a bot to the next. A type that does not implement this has version 0 for ever, and is
/// dropped with a line in the log when it cannot be read.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IVersionedState<TSelf>
    where TSelf : IVersionedState<TSelf>
{
    /// <summary>The version that this type is written in. Begin with 1.</summary>
    static abstract int Version { get; }

    /// <summary>
    /// Makes a value of one that another version has written, later ones included. Null, the default, drops what an earlier version has
    /// written: it counts as not there, and a line in the log says so. What a later version has written is never dropped: the handler fails, and is
    /// called again, because hosts of two versions may run side by side.
    /// </summary>
    /// <param name="version">Which version wrote it; 0 for a type that had none.</param>
    /// <param name="json">As it was written.</param>
    static virtual TSelf? Migrate(int version, JsonElement json) => default;
}
