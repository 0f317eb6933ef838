using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.World.Data;

/// <summary>A record of a custom class (section 9). Immutable: a change replaces it.</summary>
internal sealed record CustomRecord
{
    public required string Id { get; init; }

    /// <summary>The position in the order of creation.</summary>
    public required long Number { get; init; }

    public required string ClassName { get; init; }

    public required int OwnerId { get; init; }

    public string? ParentId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>A value, or null, for every field of the class. Not to be changed.</summary>
    public required JsonObject Values { get; init; }

    public required RecordPermissions Permissions { get; init; }
}

/// <summary>The records of all custom classes.</summary>
internal sealed class CustomRecords(ObjectIds ids, TimeProvider time)
{
    private const int Limit = 100_000;

    private readonly ConcurrentDictionary<string, CustomRecord> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> _childrenOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();
    private long _lastNumber;

    /// <summary>Whether there is room for so many more.</summary>
    public bool HasRoomFor(int count) => _byId.Count + count <= Limit;

    public CustomRecord Add(string className, int ownerId, string? parentId, JsonObject values, RecordPermissions permissions)
    {
        var now = time.GetUtcNow();
        var record = new CustomRecord
        {
            Id = ids.Next(),
            Number = Interlocked.Increment(ref _lastNumber),
            ClassName = className,
            OwnerId = ownerId,
            ParentId = parentId,
            CreatedAt = now,
            UpdatedAt = now,
            Values = values,
            Permissions = permissions,
        };
        lock (_lock)
        {
            _byId[record.Id] = record;
            if (parentId is not null)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(_childrenOf, parentId, out _) ??= []).Add(record.Id);
            }
        }

        return record;
    }

    public bool TryFind(string className, string id, [NotNullWhen(true)] out CustomRecord? record) =>
        _byId.TryGetValue(id, out record) && record.ClassName == className;

    /// <summary>The records of a class, oldest first.</summary>
    public IEnumerable<CustomRecord> Of(string className) =>
        _byId.Values.Where(record => record.ClassName == className).OrderBy(record => record.Number);

    /// <summary>Does something while no record is changed or removed.</summary>
    public T Exclusively<T>(Func<T> action)
    {
        lock (_lock)
        {
            return action();
        }
    }

    /// <summary>Puts a record in the place of the one with its id, which has to be there: <see cref="Exclusively"/>.</summary>
    public void Replace(CustomRecord record) => _byId[record.Id] = record;

    /// <summary>Removes a record and, of whatever class, those that have it as their parent, and theirs.</summary>
    public void Remove(string id)
    {
        lock (_lock)
        {
            var doomed = new Stack<string>([id]);
            while (doomed.TryPop(out var next))
            {
                if (_byId.TryRemove(next, out var removed) && removed.ParentId is { } parent
                    && _childrenOf.TryGetValue(parent, out var siblings) && siblings.Remove(next) && siblings.Count == 0)
                {
                    _childrenOf.Remove(parent);
                }

                if (_childrenOf.Remove(next, out var children))
                {
                    foreach (var child in children)
                    {
                        doomed.Push(child);
                    }
                }
            }
        }
    }
}
