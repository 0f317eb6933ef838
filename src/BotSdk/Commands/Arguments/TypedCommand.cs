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
    /// <exception cref="BotDefinitionException">The delegate's parameters make no command.</exception>
    public TypedCommand(Delegate handler, string what)
    {
        var parameters = DelegateParameter.Of(handler);
        _slots = parameters.Count;
        for (var slot = 0; slot < parameters.Count; slot++)
        {
            if (Surroundings.Find(parameters[slot].Type, typeof(Command)) is { } find)
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
            return context.ReplyAsync(command, $"{problem} {BotTexts.Fill(texts.LikeThis, syntax)}", cancellationToken);
        }

        var surroundings = new Surroundings(command.Message, command, context, cancellationToken);
        foreach (var (slot, find) in _surroundings)
        {
            values[slot] = find(surroundings);
        }

        return surroundings.ReplyAsync(_call(values));
    };

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
