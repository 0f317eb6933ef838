using System.Diagnostics.CodeAnalysis;
using MassTransit;
using MassTransit.Serialization;

namespace BotPlatform.BotHost.Bus.Serialization;

/// <summary>One message that was read, as MassTransit asks for it: it is of its record's type and of every type that the record has.</summary>
internal sealed class ContractContext(ContractSerializer serializer, MessageContext context, object message)
    : BaseSerializerContext(SystemTextJsonMessageSerializer.Instance, context, [MessageUrn.ForTypeString(message.GetType())])
{
    public override bool IsSupportedMessageType<T>() => message is T;

    public override bool IsSupportedMessageType(Type messageType) => messageType.IsInstanceOfType(message);

    public override bool TryGetMessage<T>([NotNullWhen(true)] out T? result)
        where T : class
    {
        result = message as T;
        return result is not null;
    }

    public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? result)
    {
        result = messageType.IsInstanceOfType(message) ? message : null;
        return result is not null;
    }

    public override IMessageSerializer GetMessageSerializer() => serializer;

    public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T changed) => serializer;

    public override IMessageSerializer GetMessageSerializer(object changed, string[] messageTypes) => serializer;

    public override Dictionary<string, object> ToDictionary<T>(T? value)
        where T : class => throw new NotSupportedException();
}
