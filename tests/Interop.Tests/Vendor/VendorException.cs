using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>A promise of the vendor's client was rejected.</summary>
internal sealed class VendorException(JsonNode? reason) : Exception(reason?.ToJsonString() ?? "for no reason")
{
    /// <summary>What it was rejected with: a text, or an object with <c>code</c> and <c>info</c>.</summary>
    public JsonNode? Reason { get; } = reason;
}
