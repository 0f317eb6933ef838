using BotPlatform.BotSdk.State;

namespace BotPlatform.BotSdk.Testing;

/// <summary>What the bots of a harness remember.</summary>
internal sealed class InMemoryState : IStateBackend
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StateAddress, StateRecord> _records = [];
    private readonly HashSet<StateAddress> _known = [];
    private readonly List<string> _problems = [];
    private long _lastRevision;

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_gate)
            {
                return [.. _problems];
            }
        }
    }

    public Task<StateRecord?> FindAsync(StateAddress address, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_records.GetValueOrDefault(address));
        }
    }

    public void Tell(string bot, string problem)
    {
        lock (_gate)
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Takes over what was there before; what was learned or changed already stays.</summary>
    public void Learn(StateAddress address, StateValue? value)
    {
        lock (_gate)
        {
            if (_known.Add(address) && value is not null)
            {
                _records[address] = new StateRecord(++_lastRevision, value);
            }
        }
    }

    /// <summary>Makes all changes; none, and returns false, when a value is not what its handler has read.</summary>
    public bool TryChange(IReadOnlyList<StateChange> changes)
    {
        lock (_gate)
        {
            if (changes.Any(one => one.IsChecked && _records.GetValueOrDefault(one.Address)?.Revision != one.Expected))
            {
                return false;
            }

            foreach (var (address, value, _, _) in changes)
            {
                _known.Add(address);
                if (value is null)
                {
                    _records.Remove(address);
                }
                else
                {
                    _records[address] = new StateRecord(++_lastRevision, value);
                }
            }

            return true;
        }
    }
}
