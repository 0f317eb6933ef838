using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Delegates;

/// <summary>What a delegate can be given besides its arguments.</summary>
/// <param name="Message">What it handles.</param>
/// <param name="Picked">Why it handles it: a command, a match, a mention.</param>
/// <param name="Context">What it can do.</param>
/// <param name="CancellationToken">When it shall give up.</param>
internal readonly record struct Surroundings(
    MessageReceived Message, object Picked, IBotContext Context, CancellationToken CancellationToken)
{
    private static readonly Dictionary<Type, Func<Surroundings, object?>> Parts = new()
    {
        [typeof(MessageReceived)] = one => one.Message,
        [typeof(IBotContext)] = one => one.Context,
        [typeof(CancellationToken)] = one => one.CancellationToken,
    };

    /// <summary>Null when there is nothing of that type.</summary>
    public static Func<Surroundings, object?>? Find(Type type, Type picked) =>
        type == picked ? one => one.Picked : Parts.GetValueOrDefault(type);

    /// <summary>Replies what a delegate has returned.</summary>
    public async Task ReplyAsync(ValueTask<string?> reply)
    {
        var text = await reply;

        // "=> context.ReplyAsync(…)" returns the id of what it has queued, and that is nothing to say.
        if (!string.IsNullOrEmpty(text) && !(Context is BotContext queue && queue.HasQueued(text)))
        {
            await Context.ReplyAsync(Message, text, CancellationToken);
        }
    }
}
