using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Connectors.Parts;

/// <summary>The ability to carry out one kind of command, made from a function.</summary>
public sealed class CarriesOut<TCommand>(Func<TCommand, CancellationToken, Task> send) : ICarriesOut<TCommand>
    where TCommand : class, IAccountCommand
{
    /// <inheritdoc />
    public Task SendAsync(TCommand command, CancellationToken cancellationToken) => send(command, cancellationToken);
}

/// <summary>The ability to answer one kind of request, made from a function.</summary>
public sealed class Answers<TRequest, TAnswer>(Func<TRequest, CancellationToken, Task<TAnswer>> answer) : IAnswers<TRequest, TAnswer>
    where TRequest : class, IAccountRequest<TAnswer>
    where TAnswer : class
{
    /// <inheritdoc />
    public Task<TAnswer> AnswerAsync(TRequest request, CancellationToken cancellationToken) => answer(request, cancellationToken);
}
