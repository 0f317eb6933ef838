using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus;

/// <summary>Says what transports there are.</summary>
internal sealed class BusTransportValidator : IValidateOptions<BusOptions>
{
    public ValidateOptionsResult Validate(string? name, BusOptions options) =>
        options.IsRabbitMq || options.Transport.Equals("InMemory", StringComparison.OrdinalIgnoreCase)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Bus:Transport is '{options.Transport}', which is no transport. Set it to InMemory or RabbitMq.");
}
