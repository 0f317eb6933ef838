// snippet:conversation
using BotPlatform.BotSdk.Conversations;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Takes orders: <c>!pizza</c>, and three answers.</summary>
public sealed class PizzaBot(IKitchen kitchen) : IConversationBot
{
    private static readonly AskOptions<string> Sizes = new() { Choices = ["small", "large"] };

    private static readonly AskOptions<int> Number = new()
    {
        NotUnderstood = "A number, please.",
        Validate = number => number is > 0 and < 10 ? null : "From 1 to 9, please.",
    };

    /// <inheritdoc />
    public void Define(ConversationSet conversations) => conversations.OnCommand(
        "pizza", "", "Orders pizza.", OrderAsync, new ConversationOptions { Timeout = TimeSpan.FromHours(1) });

    private async Task OrderAsync(ITalk talk)
    {
        var number = await talk.AskAsync("How many?", Number);
        var size = await talk.AskAsync("Which size?", Sizes);
        var price = await talk.RunAsync("price", (_, ct) => kitchen.PriceAsync(number, size, ct));
        await talk.SayAsync($"That is {price} €.");
        if (await talk.AskAsync<string>("Shall I order? (yes or no)") == "yes")
        {
            var order = await talk.RunAsync("order", (_, ct) => kitchen.OrderAsync(number, size, ct));
            await talk.SayAsync($"Your number is {order}.");
        }
    }
}
// end

/// <summary>Where pizza comes from.</summary>
public interface IKitchen
{
    /// <summary>What it costs, in euros.</summary>
    Task<int> PriceAsync(int number, string size, CancellationToken cancellationToken);

    /// <summary>Orders; returns the number of the order.</summary>
    Task<int> OrderAsync(int number, string size, CancellationToken cancellationToken);
}
