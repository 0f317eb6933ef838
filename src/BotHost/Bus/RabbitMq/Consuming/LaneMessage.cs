using System.Text;
using BotPlatform.BotHost.Bus.Serialization;
using RabbitMQ.Client;

namespace BotPlatform.BotHost.Bus.RabbitMq.Consuming;

/// <summary>A message that the broker has given this host.</summary>
/// <param name="Tag">Its number on its channel.</param>
/// <param name="RoutingKey">Under which it was published.</param>
/// <param name="Properties">Its headers and the like.</param>
/// <param name="Body">What is in it.</param>
internal sealed record LaneMessage(ulong Tag, string RoutingKey, IReadOnlyBasicProperties Properties, byte[] Body)
{
    /// <summary>The headers, texts as texts. What another program has published without the header is of the kind that its key names.</summary>
    public Dictionary<string, object> ReadHeaders()
    {
        var headers = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase) { [ContractSerializer.KindHeader] = RoutingKey };
        foreach (var (name, value) in Properties.Headers ?? new Dictionary<string, object?>())
        {
            if (value is not null)
            {
                headers[name] = value is byte[] text ? Encoding.UTF8.GetString(text) : value;
            }
        }

        return headers;
    }
}
