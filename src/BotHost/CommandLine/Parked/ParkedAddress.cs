using System.Globalization;
using BotPlatform.BotHost.Admin.Parked;
using Microsoft.AspNetCore.Http.Extensions;

namespace BotPlatform.BotHost.CommandLine.Parked;

/// <summary>Puts into an address which items are wanted.</summary>
internal static class ParkedAddress
{
    public static string QueryOf(ParkedWanted wanted)
    {
        var page = wanted as ParkedQuery;
        (string Name, string? Value)[] all =
        [
            ("bot", wanted.Bot), ("account", wanted.Account), ("dialog", wanted.Dialog), ("kind", wanted.Kind),
            ("since", Text(wanted.Since)), ("until", Text(wanted.Until)),
            ("limit", page?.Limit?.ToString(CultureInfo.InvariantCulture)), ("after", page?.After),
        ];
        return new QueryBuilder(
            all.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Name, one.Value!))).ToString();
    }

    private static string? Text(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture);
}
