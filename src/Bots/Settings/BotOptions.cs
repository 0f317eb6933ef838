using System.ComponentModel.DataAnnotations;
using BotPlatform.BotSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BotPlatform.Bots.Settings;

/// <summary>Settings of bots: those of the bot <c>faq</c> are in the section <c>Bots:faq</c>.</summary>
internal static class BotOptions
{
    /// <summary>
    /// Adds a bot where the setting that it cannot do without is there, and stops the start with a sentence when its settings are wrong.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The bot's name, and the section under <c>Bots</c>.</param>
    /// <param name="configuration">The host's.</param>
    /// <param name="needed">One of these settings has to be there, a value or a section.</param>
    public static IServiceCollection AddConfiguredBot<TBot, TOptions>(
        this IServiceCollection services, string name, IConfiguration configuration, params string[] needed)
        where TBot : class
        where TOptions : class
    {
        var section = $"Bots:{name}";
        if (!needed.Any(setting => IsThere(configuration.GetSection($"{section}:{setting}"))))
        {
            return services;
        }

        services.AddSingleton<IValidateOptions<TOptions>>(new Check<TOptions>(section));
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        return services.AddBot<TBot>(name);
    }

    private static bool IsThere(IConfigurationSection setting) =>
        !string.IsNullOrEmpty(setting.Value) || setting.GetChildren().Any(IsThere);

    private sealed class Check<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var results = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(results.Select(one => $"{section}:{string.Join(", ", one.MemberNames)}: {one.ErrorMessage}"));
        }
    }
}
