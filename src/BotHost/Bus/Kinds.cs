using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Bus;

/// <summary>
/// Finds all kinds of events or commands in the contracts, once at start, so that a new one needs no entry here.
/// </summary>
internal static class Kinds
{
    /// <summary>One <typeparamref name="TKind"/> for each record that is a <paramref name="contract"/>.</summary>
    /// <param name="contract">An interface of the contracts.</param>
    /// <param name="kindOf">The generic class of the kind that such a record has.</param>
    public static IReadOnlyList<TKind> Of<TKind>(Type contract, Func<Type, Type> kindOf)
        where TKind : class =>
        [
            .. typeof(IAccountEvent).Assembly.GetExportedTypes()
                .Where(type => type.IsSealed && type.IsAssignableTo(contract))
                .Select(type => (TKind)Activator.CreateInstance(kindOf(type).MakeGenericType(type))!),
        ];
}
