using System.Collections.Concurrent;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>A desk for each account that this host holds or has held.</summary>
internal sealed class AccountDesks(IOptions<DeliveryOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<AccountRef, AccountDesk> _desks = [];

    /// <summary>All of them.</summary>
    public IEnumerable<KeyValuePair<AccountRef, AccountDesk>> All => _desks;

    public AccountDesk Of(AccountRef account) => _desks.GetOrAdd(account, _ => new AccountDesk(options.Value, time));
}
