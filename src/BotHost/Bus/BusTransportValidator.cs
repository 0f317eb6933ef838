using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus;

/// <summary>Says what transports there are.</summary>
internal sealed class BusTransportValidator : IValidateOptions<BusOptions>
{
    public ValidateOptionsResult Validate(string? name, BusOptions options)
    {
        if (options.Transport.Equals("InMemory", StringComparison.OrdinalIgnoreCase))
        {
            return ValidateOptionsResult.Success;
        }

        return options.Transport.Equals("RabbitMq", StringComparison.OrdinalIgnoreCase)
            ? ValidateOptionsResult.Fail(
                "Bus:Transport is RabbitMq, which is not there yet. Set it to InMemory, or leave it out.")
            : ValidateOptionsResult.Fail($"Bus:Transport is '{options.Transport}', which is no transport. Set it to InMemory.");
    }
}
