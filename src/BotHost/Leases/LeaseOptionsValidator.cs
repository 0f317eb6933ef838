using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Leases;

/// <summary>Says when the settings do not fit together: one answer that comes late must not cost the lease.</summary>
internal sealed class LeaseOptionsValidator : IValidateOptions<LeaseOptions>
{
    public ValidateOptionsResult Validate(string? name, LeaseOptions options) => options.RenewEvery * 3 <= options.Reliable
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"Leases:RenewEvery is '{options.RenewEvery}', which is more than a third of Leases:TimeToLive '{options.TimeToLive}' less "
            + $"Leases:SafetyMargin '{options.SafetyMargin}'. Renew more often, or set a longer Leases:TimeToLive.");
}
