using BotPlatform.BotSdk.Conversations;
using BotPlatform.BotSdk.Delegates;
using BotPlatform.BotSdk.Texts;

namespace BotPlatform.BotSdk.Commands.Arguments;

/// <summary>A command whose arguments are the parameters of a delegate.</summary>
internal sealed class TypedCommand
{
    private readonly int _slots;
    private readonly List<CommandArgument> _arguments = [];
    private readonly List<(int Slot, Func<Surroundings, object?> Find)> _surroundings = [];
    private readonly DelegateCall _call;

    /// <param name="handler">What carries it out.</param>
    /// <param name="what">What it is, for the sentence about a mistake.</param>
    /// <param name="picked">What it is told about besides the arguments: a command, a conversation.</param>
    /// <exception cref="BotDefinitionException">The delegate's parameters make no command.</exception>
    public TypedCommand(Delegate handler, string what, Type picked)
    {
        var parameters = DelegateParameter.Of(handler);
        _slots = parameters.Count;
        for (var slot = 0; slot < parameters.Count; slot++)
        {
            if (Surroundings.Find(parameters[slot].Type, picked) is { } find)
            {
                _surroundings.Add((slot, find));
            }
            else
            {
                _arguments.Add(new CommandArgument(parameters[slot], slot, what));
            }
        }

        CheckOrder(what);
        _call = DelegateCompiler.Compile(handler, what);
    }

    /// <summary>What follows the name: <c>OPTION [WHY...]</c>.</summary>
    public string Usage => string.Join(' ', _arguments.Select(argument => argument.Usage));

    public IReadOnlyList<CommandParameter> Describe(BotTexts texts) => [.. _arguments.Select(argument => argument.Describe(texts))];

    /// <summary>What carries it out, and explains it to those who wrote something else.</summary>
    /// <param name="syntax">How it is written.</param>
    /// <param name="texts">In which words mistakes are explained.</param>
    public CommandHandler HandlerFor(string syntax, BotTexts texts) => (command, context, cancellationToken) =>
    {
        var values = new object?[_slots];
        if (Bind(command.Rest, texts, values) is { } problem)
        {
            return ExplainAsync(problem, syntax, texts, command, context, cancellationToken);
        }

        var surroundings = new Surroundings(command.Message, command, context, cancellationToken);
        return surroundings.ReplyAsync(Call(values, surroundings));
    };

    /// <summary>Lets another handler carry it out, and explains it to those who wrote something else.</summary>
    /// <param name="handler">Reads the arguments for itself.</param>
    /// <param name="syntax">How it is written.</param>
    /// <param name="texts">In which words mistakes are explained.</param>
    public CommandHandler Guard(CommandHandler handler, string syntax, BotTexts texts) => (command, context, cancellationToken) =>
        Bind(command.Rest, texts, new object?[_slots]) is { } problem
            ? ExplainAsync(problem, syntax, texts, command, context, cancellationToken)
            : handler(command, context, cancellationToken);

    /// <summary>Holds a conversation whose delegate asks for no message and no context.</summary>
    public ValueTask<string?> HoldAsync(Talk talk)
    {
        var values = new object?[_slots];
        return Bind(talk.Arguments, BotTexts.English, values) is { } problem
            ? throw talk.Break($"what it began with does not fit its parameters: {problem}")
            : Call(values, talk.Surroundings);
    }

    private static Task<string> ExplainAsync(
        string problem, string syntax, BotTexts texts, Command command, IBotContext context, CancellationToken cancellationToken) =>
        context.ReplyAsync(command, $"{problem} {BotTexts.Fill(texts.LikeThis, syntax)}", cancellationToken);

    private ValueTask<string?> Call(object?[] values, Surroundings surroundings)
    {
        foreach (var (slot, find) in _surroundings)
        {
            values[slot] = find(surroundings);
        }

        return _call(values);
    }

    private string? Bind(string text, BotTexts texts, object?[] values)
    {
        var cursor = new ArgumentCursor(text);
        foreach (var argument in _arguments)
        {
            if (argument.Read(ref cursor, texts, out values[argument.Slot]) is { } problem)
            {
                return problem;
            }
        }

        return cursor.TryRead(out var more) ? BotTexts.Fill(texts.TooMany, ShownText.Of(more)) : null;
    }

    private void CheckOrder(string what)
    {
        for (var i = 0; i < _arguments.Count; i++)
        {
            var argument = _arguments[i];
            if ((argument.IsRest || argument.IsList) && i < _arguments.Count - 1)
            {
                throw new BotDefinitionException(
                    $"{what} has {_arguments[i + 1].Name} after {argument.Name}, which takes everything that is left: put {argument.Name} last, "
                    + "and have only one such parameter.");
            }

            if (i > 0 && _arguments[i - 1].IsOptional && !argument.IsOptional)
            {
                throw new BotDefinitionException(
                    $"{what} needs {argument.Name} after {_arguments[i - 1].Name}, which may be left out: put {argument.Name} first.");
            }
        }
    }
}
