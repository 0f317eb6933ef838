using System.Net.Sockets;
using BotPlatform.BotSdk;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Hosting;

/// <summary>Turns the exceptions that a wrong setting causes into sentences.</summary>
internal static class StartupProblems
{
    /// <summary>One sentence a problem; none when the exception is no wrong setting but a mistake of ours.</summary>
    public static IReadOnlyList<string> Of(Exception error) => error switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several => [.. several.InnerExceptions.SelectMany(Of).Distinct(StringComparer.Ordinal)],
        StartupException or BotDefinitionException => [error.Message],
        // "Failed to convert configuration value 'x' at 'Bus:Lanes' to type 'System.Int32'."
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => [error.Message],
        // An address in use.
        IOException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } => [$"{error.Message} Set Urls to a free address."],
        SocketException => [$"The web port cannot be opened: {error.Message}. Set Urls to an address of this machine."],
        ArgumentOutOfRangeException { ParamName: "port" } => ["Urls names a port that is none: it is a number up to 65535."],
        FormatException { Source: "Microsoft.AspNetCore.Http" } => [$"Urls: {error.Message}"],
        _ => [],
    };
}
