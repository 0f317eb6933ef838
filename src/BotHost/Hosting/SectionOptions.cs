using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Hosting;

/// <summary>Binds options to a section and checks them at start, in sentences that name the setting.</summary>
internal static class SectionOptions
{
    public static OptionsBuilder<TOptions> AddSection<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddSingleton<IValidateOptions<TOptions>>(new Validation<TOptions>(section));
        return services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }

    /// <summary>What is wrong with the annotated properties of <paramref name="options"/>; empty when nothing is.</summary>
    public static IEnumerable<string> Problems(string section, object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var member = result.MemberNames.First();
            var value = options.GetType().GetProperty(member)!.GetValue(options);
            yield return value is null or ""
                ? $"{section}:{member} is not set. {result.ErrorMessage}"
                : $"{section}:{member} is '{value}'. {result.ErrorMessage}";
        }
    }

    private sealed class Validation<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var problems = Problems(section, options).ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
    }
}
