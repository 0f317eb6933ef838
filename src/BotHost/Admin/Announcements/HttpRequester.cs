using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Admin.Announcements;

/// <summary>Who asks over the administration interface, as far as they say it.</summary>
internal static class HttpRequester
{
    /// <summary>The header in which callers name themselves. Whoever has a key may write there what they like.</summary>
    public const string Header = "X-Requested-By";

    private const string TerminalPrefix = "command-line/";

    /// <summary>What the command line writes into the header.</summary>
    public static string OfTerminal(string user) =>
        TerminalPrefix + new string([.. user.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' ? c : '_')]);

    /// <summary>Whoever has sent a request.</summary>
    public static Requester Of(HttpContext context)
    {
        var given = context.Request.Headers[Header].ToString();
        return given.StartsWith(TerminalPrefix, StringComparison.Ordinal)
            ? new Requester { Way = RequestWay.CommandLine, Name = given[TerminalPrefix.Length..] }
            : new Requester { Way = RequestWay.Http, Name = given.Length > 0 ? given : null };
    }
}
