using System.CommandLine;

namespace BotPlatform.BotHost.CommandLine;

/// <summary>An option that is a web address.</summary>
internal static class AddressOption
{
    /// <param name="name">With its hyphens.</param>
    /// <param name="description">For people.</param>
    /// <param name="usual">The address when the option is not given.</param>
    public static Option<Uri> Create(string name, string description, string usual) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => new Uri(usual),
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                return address;
            }

            result.AddError($"{name} '{text}' is no address such as {usual}.");
            return null;
        },
    };
}
