using System.Linq.Expressions;
using System.Reflection;

namespace BotPlatform.BotSdk.Delegates;

/// <summary>Calls a delegate of any shape; what it returns is what it wants to reply, if anything.</summary>
internal delegate ValueTask<string?> DelegateCall(object?[] arguments);

/// <summary>Makes a <see cref="DelegateCall"/> of a delegate, once, so that a call needs no reflection.</summary>
internal static class DelegateCompiler
{
    private static readonly Dictionary<Type, MethodInfo?> Returns = new()
    {
        [typeof(void)] = null,
        [typeof(string)] = Method(nameof(FromText)),
        [typeof(Task)] = Method(nameof(FromTaskAsync)),
        [typeof(ValueTask)] = Method(nameof(FromValueTaskAsync)),
        [typeof(Task<string>)] = Method(nameof(FromTextTaskAsync)),
        [typeof(ValueTask<string>)] = Method(nameof(FromTextValueTask)),
    };

    /// <param name="handler">What the author wrote.</param>
    /// <param name="what">What it is, for the sentence about a mistake: "The command !vote of the bot 'polls'".</param>
    /// <exception cref="BotDefinitionException">It returns what is no reply.</exception>
    public static DelegateCall Compile(Delegate handler, string what)
    {
        var invoke = handler.GetType().GetMethod("Invoke")!;
        if (!Returns.TryGetValue(invoke.ReturnType, out var convert))
        {
            throw new BotDefinitionException(
                $"{what} returns {invoke.ReturnType.Name}: return the reply as a string, Task<string> or ValueTask<string>, or nothing.");
        }

        var arguments = Expression.Parameter(typeof(object?[]), "arguments");
        var call = Expression.Invoke(
            Expression.Constant(handler),
            invoke.GetParameters().Select((parameter, index) => Expression.Convert(
                Expression.ArrayIndex(arguments, Expression.Constant(index)), parameter.ParameterType)));
        Expression body = convert is null
            ? Expression.Block(call, Expression.Default(typeof(ValueTask<string?>)))
            : Expression.Call(convert, call);
        return Expression.Lambda<DelegateCall>(body, arguments).Compile();
    }

    private static MethodInfo Method(string name) =>
        typeof(DelegateCompiler).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static ValueTask<string?> FromText(string? text) => new(text);

    private static async ValueTask<string?> FromTaskAsync(Task? task)
    {
        await (task ?? Task.CompletedTask);
        return null;
    }

    private static async ValueTask<string?> FromValueTaskAsync(ValueTask task)
    {
        await task;
        return null;
    }

    private static async ValueTask<string?> FromTextTaskAsync(Task<string?>? task) => task is null ? null : await task;

    private static ValueTask<string?> FromTextValueTask(ValueTask<string?> task) => task;
}
