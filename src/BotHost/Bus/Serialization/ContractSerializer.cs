using System.Net.Mime;
using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace BotPlatform.BotHost.Bus.Serialization;

/// <summary>
/// Writes events and commands on the bus as the database keeps them, without MassTransit's envelope: the body is the record as JSON, and
/// the header <c>Kind</c> names it.
/// </summary>
internal sealed class ContractSerializer : ISerializerFactory, IMessageSerializer, IMessageDeserializer
{
    public const string KindHeader = "Kind";

    public ContentType ContentType { get; } = new("application/json");

    public IMessageSerializer CreateSerializer() => this;

    public IMessageDeserializer CreateDeserializer() => this;

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class
    {
        context.Headers.Set(KindHeader, MessageFormat.KindOf(context.Message));
        if (context.RequestId is { } request)
        {
            context.Headers.Set(MessageHeaders.RequestId, request);
            context.Headers.Set(MessageHeaders.ResponseAddress, context.ResponseAddress);
        }

        return new BytesMessageBody(MessageFormat.Write(context.Message));
    }

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    public ConsumeContext Deserialize(ReceiveContext receiveContext) => new BodyConsumeContext(
        receiveContext, Read(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        Read(body, headers, destinationAddress);

    public void Probe(ProbeContext context) => context.CreateScope("contracts").Add("contentType", ContentType.MediaType);

    private ContractContext Read(MessageBody body, Headers headers, Uri? address)
    {
        var kind = headers.Get<string>(KindHeader)
            ?? throw new SerializationException($"The message has no header {KindHeader}.");
        try
        {
            var context = new RawMessageContext(headers, address, RawSerializerOptions.Default);
            return new ContractContext(this, context, MessageFormat.Read(kind, body.GetBytes()));
        }
        catch (JsonException error)
        {
            throw new SerializationException($"The message is no {kind}: {error.Message}", error);
        }
    }
}
