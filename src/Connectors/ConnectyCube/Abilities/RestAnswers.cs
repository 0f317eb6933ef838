using System.Runtime.CompilerServices;
using BotPlatform.Connectors;
using BotPlatform.Connectors.Parts;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Abilities;

/// <summary>Makes abilities to answer requests with the help of the REST service.</summary>
internal static class RestAnswers
{
    /// <summary>An ability whose failures are told in the words of connectors.</summary>
    public static Answers<TRequest, TAnswer> Of<TRequest, TAnswer>(Func<TRequest, CancellationToken, Task<TAnswer>> answer)
        where TRequest : class, IAccountRequest<TAnswer>
        where TAnswer : class =>
        new((request, cancellationToken) => TellAsync(() => answer(request, cancellationToken)));

    /// <summary>The same for what is answered with nothing but that it is done.</summary>
    public static Answers<TRequest, Done> Of<TRequest>(Func<TRequest, CancellationToken, Task> act)
        where TRequest : class, IAccountRequest<Done> =>
        new((request, cancellationToken) => TellAsync(() => act(request, cancellationToken)));

    /// <summary>Does something, and tells its failure in the words of connectors.</summary>
    public static Task<Done> TellAsync(Func<Task> act) => TellAsync(async () =>
    {
        await act().ConfigureAwait(false);
        return new Done();
    });

    /// <summary>The same list, whose failures are told in the words of connectors.</summary>
    public static async IAsyncEnumerable<T> Translated<T>(
        this IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reading = items.GetAsyncEnumerator(cancellationToken);
        await using (reading.ConfigureAwait(false))
        {
            while (await TellAsync(() => reading.MoveNextAsync().AsTask()).ConfigureAwait(false))
            {
                yield return reading.Current;
            }
        }
    }

    /// <inheritdoc cref="TellAsync(Func{Task})"/>
    public static async Task<T> TellAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (ConnectyCubeException e)
        {
            throw RestFailures.AtCommand(e);
        }
        catch (ArgumentException e)
        {
            throw new ConnectorRefusedException(e.Message, "bad-request", e);
        }
    }
}
