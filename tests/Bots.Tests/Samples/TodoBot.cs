// snippet:group
using System.Collections.Concurrent;
using BotPlatform.BotSdk.Commands;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Keeps a list: <c>!todo add "buy milk" 2026-02-01</c>, <c>!todo list</c>.</summary>
public sealed class TodoBot : ICommandBot
{
    private readonly ConcurrentQueue<string> _items = new();

    /// <inheritdoc />
    public void Define(CommandSet commands) => commands.AddGroup("todo", "Keeps a list.", todo =>
    {
        todo.Add("add", "Adds to the list.", (string what, DateOnly? due) => _items.Enqueue($"{what} {due:yyyy-MM-dd}".Trim()));
        todo.Add("list", "Shows the list.", () => _items.IsEmpty ? "Nothing." : string.Join('\n', _items)).Alias("show");
    });
}
// end
