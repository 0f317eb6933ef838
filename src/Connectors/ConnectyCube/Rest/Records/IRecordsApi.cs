using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Records;

/// <summary>
/// Section 9: custom objects of one class. Everything throws <see cref="ConnectyCubeException"/> when the service refuses or cannot
/// be reached; a class that is not configured is 404.
/// </summary>
/// <typeparam name="T">The fields of the class.</typeparam>
public interface IRecordsApi<T>
{
    /// <summary>Begins queries.</summary>
    RecordQuery<T> Query { get; }

    /// <summary>Makes an object.</summary>
    Task<Record<T>> CreateAsync(T fields, CancellationToken cancellationToken);

    /// <summary>Makes several objects in one call.</summary>
    Task<IReadOnlyList<Record<T>>> CreateAsync(IReadOnlyList<T> fields, CancellationToken cancellationToken);

    /// <summary>The object with this id, or null; null also when there is no such class.</summary>
    Task<Record<T>?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// The objects with these ids, those that there are. Of several, also those that the caller may not read are left out; a single
    /// one is 403.
    /// </summary>
    /// <exception cref="ArgumentException">There are no ids.</exception>
    Task<IReadOnlyList<Record<T>>> GetAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>A part of the list; in the service's own order unless the query sorts it.</summary>
    Task<Page<Record<T>>> ListAsync(Query<Record<T>> query, Part? part, CancellationToken cancellationToken);

    /// <summary>All that the query names, oldest first, each once, also those that are made meanwhile.</summary>
    /// <exception cref="ConnectyCubeException">
    /// Also when an item cannot be read: <see cref="ConnectyCubeException.Item"/> names it, and nothing is left out in silence.
    /// </exception>
    IAsyncEnumerable<Record<T>> ListAllAsync(Query<Record<T>> query, CancellationToken cancellationToken);

    /// <summary>How many the query names.</summary>
    Task<long> CountAsync(Query<Record<T>> query, CancellationToken cancellationToken);

    /// <summary>Writes an object's fields anew; those that the JSON of <typeparamref name="T"/> leaves out stay.</summary>
    /// <exception cref="ArgumentException">It leaves out all.</exception>
    Task<Record<T>> UpdateAsync(string id, T fields, CancellationToken cancellationToken);

    /// <summary>Changes some fields of an object.</summary>
    /// <exception cref="ArgumentException">Nothing changes.</exception>
    Task<Record<T>> UpdateAsync(string id, RecordChange<T> change, CancellationToken cancellationToken);

    /// <summary>Changes several objects in one call, each in its own way. One that is not permitted is 403.</summary>
    /// <param name="changes">By the ids of the objects.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ArgumentException">There are none, or one changes nothing.</exception>
    Task<RecordUpdateReport<T>> UpdateAsync(
        IReadOnlyDictionary<string, RecordChange<T>> changes, CancellationToken cancellationToken);

    /// <summary>Changes all that the query names and the caller may change; returns how many.</summary>
    /// <exception cref="ArgumentException">
    /// The query has no condition, or says what a field equals and something else about that field; or nothing changes.
    /// </exception>
    Task<long> UpdateWhereAsync(Query<Record<T>> query, RecordChange<T> change, CancellationToken cancellationToken);

    /// <summary>Deletes objects and says what became of each; what is not permitted is no exception.</summary>
    Task<DeletionReport> DeleteAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>Deletes all that the query names and the caller may delete; returns how many.</summary>
    /// <exception cref="ArgumentException">The query has no condition: nobody deletes everything by mistake.</exception>
    Task<long> DeleteWhereAsync(Query<Record<T>> query, CancellationToken cancellationToken);
}
