
namespace BotPlatform.TestKit.Network;

/// <summary>One cut: after so many bytes in one direction.</summary>
public sealed record PlannedCut(Direction Direction, long AfterBytes, CutKind Kind);

/// <summary>
/// Cuts at random bytes, one for each connection that <see cref="FaultProxy.Follow"/> sees, until there are none left. The same
/// seed gives the same cuts: a test prints the schedule, and the environment variable CUT_SEED repeats a failing run.
/// </summary>
public sealed class CutSchedule
{
    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly int _count;
    private readonly long _minBytes;
    private readonly long _maxBytes;
    private readonly Queue<PlannedCut> _takenBack = new();
    private int _given;

    /// <summary>So many cuts, each after at least and at most so many bytes.</summary>
    /// <param name="count">How many connections are cut.</param>
    /// <param name="minBytes">No cut comes earlier. A login takes some 2,000 bytes.</param>
    /// <param name="maxBytes">No cut comes later.</param>
    /// <param name="seed">Of a run that is to be repeated; that of CUT_SEED, or a new one, unless told.</param>
    public CutSchedule(int count, long minBytes, long maxBytes, int? seed = null)
    {
        Seed = seed ?? Seeds.Of("CUT_SEED");
        _random = new Random(Seed);
        _count = count;
        _minBytes = minBytes;
        _maxBytes = maxBytes;
    }

    /// <summary>What to pass in to get the same cuts again.</summary>
    public int Seed { get; }

    /// <summary>The next cut; null when all have been given out.</summary>
    public PlannedCut? Next()
    {
        lock (_gate)
        {
            if (_takenBack.TryDequeue(out var cut))
            {
                return cut;
            }

            if (_given == _count)
            {
                return null;
            }

            _given++;
            return new PlannedCut(
                _random.Next(2) == 0 ? Direction.ToServer : Direction.ToClient,
                _random.NextInt64(_minBytes, _maxBytes + 1),
                _random.Next(2) == 0 ? CutKind.Reset : CutKind.Close);
        }
    }

    /// <summary>A cut that did not happen is the next one.</summary>
    internal void TakeBack(PlannedCut cut)
    {
        lock (_gate)
        {
            _takenBack.Enqueue(cut);
        }
    }

    /// <summary>Everything that is needed to repeat it.</summary>
    public override string ToString() => $"{_count} cuts after {_minBytes} to {_maxBytes} bytes, seed {Seed}";
}
