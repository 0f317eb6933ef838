using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>A broker's address is checked only where a broker is used; it may hold a password, so no message shows it.</summary>
internal sealed class RabbitMqOptionsValidator(IConfiguration configuration) : IValidateOptions<RabbitMqOptions>
{
    public ValidateOptionsResult Validate(string? name, RabbitMqOptions options)
    {
        if (!BusOptions.IsRabbitMqSetIn(configuration))
        {
            return ValidateOptionsResult.Success;
        }

        return Uri.TryCreate(options.Uri, UriKind.Absolute, out var uri) && (uri.Scheme is "amqp" or "amqps") && uri.Host.Length > 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                options.Uri.Length == 0
                    ? "Bus:Transport is RabbitMq, and Bus:RabbitMq:Uri is missing: set it to amqp://user:password@host:5672/virtual-host."
                    : "Bus:RabbitMq:Uri is no address of a broker: it looks like amqp://user:password@host:5672/virtual-host.");
    }
}
