using System.Text.RegularExpressions;

namespace BotPlatform.TestKit;

/// <summary>The lines that a process has written, and a way to wait for one.</summary>
internal sealed class OutputLog
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _changed = NewSignal();
    private bool _complete;

    public async Task CopyAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            Change(() => _lines.Add(line));
        }
    }

    public void Complete() => Change(() => _complete = true);

    /// <summary>The first line that matches; null when the output ended without one.</summary>
    public async Task<Match?> FirstMatchAsync(Regex regex, CancellationToken cancellationToken)
    {
        for (var index = 0; await LineAsync(index, cancellationToken) is { } line; index++)
        {
            if (regex.Match(line) is { Success: true } match)
            {
                return match;
            }
        }

        return null;
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return string.Join('\n', _lines);
        }
    }

    private async Task<string?> LineAsync(int index, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (index < _lines.Count || _complete)
                {
                    return index < _lines.Count ? _lines[index] : null;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Change(Action change)
    {
        TaskCompletionSource before;
        lock (_gate)
        {
            change();
            (before, _changed) = (_changed, NewSignal());
        }

        before.SetResult();
    }
}
