using MassTransit;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>This host will not finish a message; it goes back to its place in the queue.</summary>
internal sealed class AbandonedException() : Exception("The host stops.");

/// <summary>Lets the broker have back what the host has given up; what cannot be read goes on, to the error queue.</summary>
internal sealed class AbandonedFilter : IFilter<ExceptionReceiveContext>
{
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next) =>
        context.Exception.GetBaseException() is AbandonedException given ? throw given : next.Send(context);

    public void Probe(ProbeContext context) => context.CreateFilterScope("abandoned");
}
