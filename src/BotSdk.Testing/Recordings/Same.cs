using System.Text.Json;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing.Recordings;

/// <summary>Records hold lists and dictionaries, which are equal when what they hold is.</summary>
internal static class Same
{
    public static bool Json(JsonElement one, JsonElement other) => JsonElement.DeepEquals(one, other);

    public static bool Commands(IReadOnlyList<IReliableCommand> some, IReadOnlyList<IReliableCommand> others) =>
        some.Count == others.Count && some.Zip(others).All(pair =>
            pair.First.GetType() == pair.Second.GetType()
            && Json(RecordingFormat.Element(pair.First), RecordingFormat.Element(pair.Second)));
}
