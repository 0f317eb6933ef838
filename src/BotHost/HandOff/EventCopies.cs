using System.Collections.Concurrent;
using System.Linq.Expressions;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.HandOff;

/// <summary>What <c>with { Origin = … }</c> is for one kind of event, for all of them: a new kind needs no entry here.</summary>
internal static class EventCopies
{
    // What the compiler calls the method behind "with".
    private const string Clone = "<Clone>$";

    private static readonly ConcurrentDictionary<Type, Func<IAccountEvent, EventOrigin, IAccountEvent>> Copiers = [];

    /// <summary>The same event with another origin.</summary>
    public static IAccountEvent With(IAccountEvent @event, EventOrigin origin) =>
        Copiers.GetOrAdd(@event.GetType(), Make)(@event, origin);

    private static Func<IAccountEvent, EventOrigin, IAccountEvent> Make(Type kind)
    {
        var (@event, origin) = (Expression.Parameter(typeof(IAccountEvent)), Expression.Parameter(typeof(EventOrigin)));
        var copy = Expression.Variable(kind);
        return Expression.Lambda<Func<IAccountEvent, EventOrigin, IAccountEvent>>(
            Expression.Block(
                [copy],
                Expression.Assign(copy, Expression.Convert(Expression.Call(Expression.Convert(@event, kind), Clone, []), kind)),
                Expression.Assign(Expression.Property(copy, nameof(IAccountEvent.Origin)), origin),
                copy),
            @event,
            origin).Compile();
    }
}
