using BotPlatform.BotSdk.Delegates;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Messages;

/// <summary>Picks some messages out of all, and handles them.</summary>
internal abstract class MessagePicker
{
    private readonly IReadOnlyList<Func<Surroundings, object?>> _arguments;
    private readonly DelegateCall _call;

    /// <param name="handler">What handles them.</param>
    /// <param name="what">What it is, for the sentence about a mistake.</param>
    /// <param name="picked">The type that tells the handler what was picked.</param>
    protected MessagePicker(Delegate handler, string what, Type picked)
    {
        _arguments = [.. DelegateParameter.Of(handler).Select(parameter => Surroundings.Find(parameter.Type, picked)
            ?? throw new BotDefinitionException(
                $"{what} asks for '{parameter.Name}' of the type {parameter.Type.Name}: it can have {picked.Name}, MessageReceived, "
                + "IBotContext and CancellationToken."))];
        _call = DelegateCompiler.Compile(handler, what);
    }

    /// <summary>What is picked of the message; null when the message is not.</summary>
    public abstract object? Pick(MessageReceived message);

    public Task HandleAsync(MessageReceived message, object picked, IBotContext context, CancellationToken cancellationToken)
    {
        var surroundings = new Surroundings(message, picked, context, cancellationToken);
        return surroundings.ReplyAsync(_call([.. _arguments.Select(find => find(surroundings))]));
    }
}
