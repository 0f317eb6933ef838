using System.Text;
using BotPlatform.BotSdk.State;
using Microsoft.Extensions.AI;

namespace BotPlatform.Bots.Assistant;

/// <summary>What was said before in a dialog: only what was meant for the assistant, and its answers.</summary>
/// <param name="Turns">The oldest first.</param>
internal sealed record Memory(IReadOnlyList<Turn> Turns) : IVersionedState<Memory>
{
    /// <inheritdoc />
    public static int Version => 1;

    /// <summary>About how many tokens a text has.</summary>
    public static int TokensOf(string text) => (Encoding.UTF8.GetByteCount(text) + 3) / 4;

    /// <summary>The same with one turn more, and as many of the others as may be.</summary>
    public Memory With(Turn turn, int maxTurns, int maxTokens)
    {
        var left = maxTokens;
        var kept = Turns.Append(turn).Reverse().Take(maxTurns).TakeWhile(one => (left -= one.Tokens) >= 0).Reverse();
        return new Memory([.. kept]);
    }

    /// <summary>The messages for a model.</summary>
    public IEnumerable<ChatMessage> Messages() => Turns.SelectMany(turn => new[]
    {
        new ChatMessage(ChatRole.User, turn.Question), new ChatMessage(ChatRole.Assistant, turn.Answer),
    });
}

/// <summary>A question and its answer.</summary>
internal sealed record Turn(string Question, string Answer)
{
    /// <summary>About how many tokens both have.</summary>
    internal int Tokens => Memory.TokensOf(Question) + Memory.TokensOf(Answer);
}

/// <summary>How much a dialog has used.</summary>
/// <param name="Day">When, in UTC.</param>
/// <param name="Tokens">How much of it.</param>
internal sealed record DailyUse(DateOnly Day, long Tokens);
