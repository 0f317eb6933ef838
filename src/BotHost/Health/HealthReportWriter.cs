using System.Text.Json;
using BotPlatform.Contracts.Connections;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Health;

/// <summary>Writes what is healthy and what is not as JSON.</summary>
internal static class HealthReportWriter
{
    public static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", report.Status.ToString());
        json.WriteStartObject("checks");
        foreach (var (name, entry) in report.Entries)
        {
            json.WriteStartObject(name);
            json.WriteString("status", entry.Status.ToString());
            json.WriteString("description", entry.Description);
            WriteNumbers(json, entry);
            WriteAccounts(json, entry);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static void WriteNumbers(Utf8JsonWriter json, HealthReportEntry entry)
    {
        foreach (var (name, value) in entry.Data)
        {
            if (value is long number)
            {
                json.WriteNumber(name, number);
            }
        }
    }

    private static void WriteAccounts(Utf8JsonWriter json, HealthReportEntry entry)
    {
        var accounts = entry.Data.Where(pair => pair.Value is AccountHealth).ToList();
        if (accounts.Count == 0)
        {
            return;
        }

        json.WriteStartObject("accounts");
        foreach (var (account, value) in accounts)
        {
            var (status, heldBy) = (AccountHealth)value;
            json.WriteStartObject(account);
            if (heldBy is not null)
            {
                json.WriteString("heldBy", heldBy);
                json.WriteEndObject();
                continue;
            }

            json.WriteString("state", status.State.ToString());
            json.WriteString("since", status.Origin.OccurredAt);
            if (status.Problem is not null)
            {
                json.WriteString("problem", status.Problem);
            }

            if (status.State == ConnectionState.Reconnecting)
            {
                json.WriteNumber("failedAttempts", status.FailedAttempts);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
