using BotPlatform.Interop.Tests.Servers;

namespace BotPlatform.Interop.Tests.Prosody;

/// <summary>The tests that share one server.</summary>
[CollectionDefinition(Name)]
public sealed class ProsodyCollection : ICollectionFixture<ProsodyServer>
{
    /// <summary>The name to give in <c>[Collection]</c>.</summary>
    public const string Name = "Prosody";
}
