using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Testing;

/// <summary>Writes down what a bot does at once, and answers what a test has an answer for.</summary>
internal sealed class RecordingBackend : IBotBackend
{
    private readonly Dictionary<Type, Func<object, object>> _answers = [];

    public InMemoryState State { get; init; } = new();

    IStateBackend IBotBackend.State => State;

    public Dictionary<string, string?> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);

    public List<SetTyping> Typing { get; } = [];

    public List<object> Requests { get; } = [];

    public HashSet<Type> Lacking { get; } = [];

    public InMemoryFiles? Files { get; set; } = new();

    public IReadOnlyDictionary<string, string?> SettingsOf(string bot, AccountRef account, DialogRef? dialog) => Settings;

    public bool Offers(AccountRef account, Type contract) => !Lacking.Contains(contract);

    public IFiles? FindFiles(AccountRef account) => Files;

    public void Answer<TRequest, TAnswer>(Func<TRequest, TAnswer> answer)
        where TRequest : class, IAccountRequest<TAnswer>
        where TAnswer : class =>
        _answers[typeof(TRequest)] = request => answer((TRequest)request);

    public Task SendAtOnceAsync(IChatCommand command, CancellationToken cancellationToken)
    {
        Typing.Add((SetTyping)command); // the only command that is not worth repeating
        return Task.CompletedTask;
    }

    public Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class
    {
        Requests.Add(request);
        if (!_answers.TryGetValue(request.GetType(), out var answer))
        {
            var (asked, answered) = (request.GetType().Name, typeof(TAnswer).Name);
            var howTo = answered == nameof(Done)
                ? $"bot.AnswerDone<{asked}>();"
                : $"bot.Answer(({asked} asked) => new {answered} {{ … }});";
            throw new InvalidOperationException($"The bot asks {asked}, and the test has no answer. Give one before: {howTo}");
        }

        return Task.FromResult((TAnswer)answer(request));
    }
}
