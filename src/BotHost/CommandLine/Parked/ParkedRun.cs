using BotPlatform.BotHost.Admin.Parked;
using BotPlatform.BotHost.CommandLine.RunningHosts;

namespace BotPlatform.BotHost.CommandLine.Parked;

/// <summary>One command about parked items, from its question to its exit code.</summary>
/// <param name="client">The host.</param>
/// <param name="output">Where the answer goes.</param>
/// <param name="error">Where people read what went wrong.</param>
/// <param name="question">Where people answer; null when nobody sits there.</param>
internal sealed class ParkedRun(AdminClient client, ParkedOutput output, TextWriter error, TextReader? question)
{
    /// <summary>The exit code when an item was not there or was refused, or when somebody said no.</summary>
    public const int NotAll = AdminClient.Refused;

    /// <summary>One that reads and writes at this terminal.</summary>
    public static ParkedRun AtTerminal(AdminClient client, bool json) =>
        new(client, new ParkedOutput(Console.Out, json), Console.Error, Console.IsInputRedirected ? null : Console.In);

    public async Task<int> ListAsync(ParkedQuery query, CancellationToken cancellationToken)
    {
        var page = await client.GetAsync<ParkedPage>($"parked{ParkedAddress.QueryOf(query)}", cancellationToken);
        output.Write(page);
        if (page.Next is not null)
        {
            await error.WriteLineAsync($"There are more: --after {page.Next}");
        }

        return 0;
    }

    public async Task<int> ShowAsync(long number, CancellationToken cancellationToken)
    {
        output.Write(await client.GetAsync<ParkedDetails>($"parked/{number}", cancellationToken));
        return 0;
    }

    public async Task<int> RedriveAsync(IReadOnlyList<long> numbers, CancellationToken cancellationToken)
    {
        var (done, kept) = await EachAsync(
            numbers, number => client.PostAsync<Redriven>($"parked/{number}/redrive", null, cancellationToken));
        return await TellAsync(new Redriven { Numbers = done, Kept = kept });
    }

    public async Task<int> RedriveAsync(DialogItems items, CancellationToken cancellationToken) =>
        await TellAsync(await client.PostAsync<Redriven>("parked/redrive", items, cancellationToken));

    public async Task<int> DiscardAsync(IReadOnlyList<long> numbers, bool isSure, CancellationToken cancellationToken)
    {
        if (!isSure && !await ConfirmAsync(numbers.Count))
        {
            return NotAll;
        }

        var (done, kept) = await EachAsync(numbers, number => client.DeleteAsync($"parked/{number}", cancellationToken));
        output.Write(new Discarded { Numbers = done });
        return await TellAsync(kept);
    }

    public async Task<int> DiscardAsync(DialogItems items, bool isSure, CancellationToken cancellationToken)
    {
        if (!isSure)
        {
            var query = ParkedAddress.QueryOf(ParkedWanted.Of(items));
            var found = await client.GetAsync<ParkedCount>($"parked/count{query}", cancellationToken);
            if (!await ConfirmAsync(found.Count))
            {
                return NotAll;
            }
        }

        output.Write(await client.PostAsync<Discarded>("parked/discard", items, cancellationToken));
        return 0;
    }

    private static async Task<(List<long> Done, List<KeptItem> Kept)> EachAsync(IEnumerable<long> numbers, Func<long, Task> act)
    {
        var (done, kept) = (new List<long>(), new List<KeptItem>());
        foreach (var number in numbers)
        {
            try
            {
                await act(number);
                done.Add(number);
            }
            catch (AdminException e) when (e.IsAboutItem)
            {
                kept.Add(new KeptItem { Number = number, Reason = e.Message });
            }
        }

        return (done, kept);
    }

    private async Task<bool> ConfirmAsync(long count)
    {
        if (count <= 1)
        {
            return true;
        }

        if (question is null)
        {
            await error.WriteLineAsync($"Nothing is discarded: with --yes, {count} items are.");
            return false;
        }

        await error.WriteAsync($"Discard {count} items for good? [y/N] ");
        var answer = await question.ReadLineAsync();
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    private async Task<int> TellAsync(Redriven redriven)
    {
        output.Write(redriven);
        return await TellAsync(redriven.Kept);
    }

    private async Task<int> TellAsync(IReadOnlyList<KeptItem> kept)
    {
        foreach (var item in kept)
        {
            await error.WriteLineAsync(item.Reason);
        }

        return kept.Count == 0 ? 0 : NotAll;
    }
}
