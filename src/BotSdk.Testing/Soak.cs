using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing;

/// <summary>Plays a script without and with faults, and compares.</summary>
internal sealed class Soak(Func<BotTest> make, Func<BotTest, IEnumerable<IIncoming>> script)
{
    private static readonly Faults[] Each =
        [Faults.Twice, Faults.KilledBeforeSuccess, Faults.KilledAfterSuccess, Faults.Restarted];

    public async Task<int> RunAsync(int seed, Faults faults)
    {
        await using var calm = make();
        await using var stormy = make();
        foreach (var incoming in script(calm).ToList())
        {
            await incoming.RunAsync(Faults.None);
        }

        var random = new Random(seed);
        try
        {
            foreach (var incoming in Order(script(stormy).ToList(), faults, random))
            {
                await incoming.RunAsync(Pick(faults, random));
            }
        }
        catch (BotTestException e)
        {
            throw new BotTestException($"With the faults of seed {seed}: {e.Message}", e.InnerException ?? e);
        }

        Compare(calm, stormy, seed);
        return seed;
    }

    private static Faults Pick(Faults allowed, Random random)
    {
        var picked = Faults.None;
        foreach (var fault in Each)
        {
            if (allowed.HasFlag(fault) && random.Next(4) == 0)
            {
                picked |= fault;
            }
        }

        return picked;
    }

    // Neighbours change places, unless they belong together.
    private static List<IIncoming> Order(List<IIncoming> script, Faults faults, Random random)
    {
        for (var i = 1; faults.HasFlag(Faults.Reordered) && i < script.Count; i++)
        {
            if (script[i].Dialog is { } one && script[i - 1].Dialog is { } other && one != other && random.Next(2) == 0)
            {
                (script[i], script[i - 1]) = (script[i - 1], script[i]);
            }
        }

        return script;
    }

    private static void Compare(BotTest calm, BotTest stormy, int seed)
    {
        var (expected, actual) = (Dialogs(calm), Dialogs(stormy));
        foreach (var dialog in expected.Keys.Union(actual.Keys, StringComparer.Ordinal))
        {
            var (before, after) = (expected.GetValueOrDefault(dialog, []), actual.GetValueOrDefault(dialog, []));
            if (!before.SequenceEqual(after, StringComparer.Ordinal))
            {
                throw new BotTestException(
                    $"With the faults of seed {seed} the bots do something else where {dialog} sees it.\n\n"
                    + $"Without faults:\n{Lines(before)}With faults:\n{Lines(after)}\n{stormy.Transcript}");
            }
        }
    }

    private static string Lines(List<string> lines) => string.Concat(lines.Select(line => $"  {line}\n"));

    // Typing gets lost in real life too.
    private static Dictionary<string, List<string>> Dialogs(BotTest test) => test.Acts
        .Where(act => act.Command is not SetTyping)
        .GroupBy(act => test.NameOf(act.Command.Dialog), StringComparer.Ordinal)
        .ToDictionary(
            acts => acts.Key, acts => acts.Select(act => $"{act.Bot} {act.Describe(test.NameOf)}").ToList(), StringComparer.Ordinal);
}
