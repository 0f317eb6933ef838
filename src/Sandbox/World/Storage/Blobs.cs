using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace BotPlatform.Sandbox.World.Storage;

/// <summary>All uploaded files, and those that are announced.</summary>
internal sealed class Blobs(TimeProvider time, FileStore files)
{
    /// <summary>No more than this many are kept; further ones are refused.</summary>
    public const int Limit = 10_000;

    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int UidLength = 34;

    private readonly Lock _lock = new();
    private ImmutableSortedDictionary<int, Blob> _byId = ImmutableSortedDictionary<int, Blob>.Empty;
    private ImmutableDictionary<string, int> _ids = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);
    private int _lastId;

    /// <summary>Announces a file; null when there are too many.</summary>
    public Blob? TryAdd(int ownerId, string name, string contentType, bool isPublic)
    {
        lock (_lock)
        {
            if (_byId.Count >= Limit)
            {
                return null;
            }

            var now = time.GetUtcNow();
            var blob = new Blob
            {
                Id = ++_lastId,
                Uid = "b" + RandomNumberGenerator.GetString(Letters, UidLength - 1),
                OwnerId = ownerId,
                Name = name,
                ContentType = contentType,
                IsPublic = isPublic,
                CreatedAt = now,
                UpdatedAt = now,
            };
            _byId = _byId.Add(blob.Id, blob);
            _ids = _ids.Add(blob.Uid, blob.Id);
            return blob;
        }
    }

    /// <summary>Finds a file by its number or its uid.</summary>
    public bool TryFind(string idOrUid, [NotNullWhen(true)] out Blob? blob)
    {
        blob = null;
        return (_ids.TryGetValue(idOrUid, out var id) || int.TryParse(idOrUid, out id)) && _byId.TryGetValue(id, out blob);
    }

    /// <summary>The files of a user, oldest first.</summary>
    public Blob[] Of(int ownerId) => [.. _byId.Values.Where(blob => blob.OwnerId == ownerId)];

    /// <summary>Replaces a file's description by what <paramref name="change"/> makes of it; null when it is gone.</summary>
    public Blob? Change(int id, Func<Blob, Blob> change)
    {
        lock (_lock)
        {
            if (!_byId.TryGetValue(id, out var blob))
            {
                return null;
            }

            var after = change(blob);
            _byId = _byId.SetItem(id, after);
            return after;
        }
    }

    /// <summary>
    /// Puts what was uploaded in its place; what was there before is deleted. False, and nothing changes, when the file is gone or
    /// was confirmed meanwhile.
    /// </summary>
    public bool TryFill(int id, StoredFile file)
    {
        StoredFile? old = null;
        var isFilled = false;
        Change(id, blob =>
        {
            isFilled = blob.CompletedAt is null;
            old = blob.File;
            return isFilled ? blob with { File = file } : blob;
        });
        if (isFilled)
        {
            files.Delete(old);
        }

        return isFilled;
    }

    /// <summary>Removes a file, also from the disk.</summary>
    public void Remove(int id)
    {
        lock (_lock)
        {
            if (_byId.TryGetValue(id, out var blob))
            {
                _byId = _byId.Remove(id);
                _ids = _ids.Remove(blob.Uid);
                files.Delete(blob.File);
            }
        }
    }
}
