using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Fakes;

/// <summary>The queues of a host's database, which a test can take away.</summary>
internal sealed class AilingQueueStore(IQueueStore inner, Func<bool> isReadOnly, Func<bool> isUncountable) : IQueueStore
{
    /// <summary>Puts it in front of the store that is registered.</summary>
    public static void Register(IServiceCollection services, Func<bool>? isReadOnly = null, Func<bool>? isUncountable = null)
    {
        var there = services.Last(one => one.ServiceType == typeof(IQueueStore));
        services.AddSingleton<IQueueStore>(provider => new AilingQueueStore(
            (IQueueStore)ActivatorUtilities.CreateInstance(provider, there.ImplementationType!),
            isReadOnly ?? (() => false),
            isUncountable ?? (() => false)));
    }

    public Task ChangeAsync(IReadOnlyList<QueueChange> changes, CancellationToken cancellationToken) =>
        isReadOnly() ? throw Full() : inner.ChangeAsync(changes, cancellationToken);

    public Task<IReadOnlyList<QueueItem>> ReadAsync(string queue, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadAsync(queue, after, limit, cancellationToken);

    public Task<IReadOnlyList<QueueItem>> ReadAsync(
        string queue, IReadOnlyCollection<long> known, int limit, CancellationToken cancellationToken) =>
        inner.ReadAsync(queue, known, limit, cancellationToken);

    public Task<bool> IsRememberedAsync(Identity identity, CancellationToken cancellationToken) =>
        inner.IsRememberedAsync(identity, cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken) =>
        isUncountable() ? throw Full() : inner.CountAsync(cancellationToken);

    public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        inner.ForgetAsync(before, limit, cancellationToken);

    private static StorageException Full() => new("The disk is full.", new IOException());
}
