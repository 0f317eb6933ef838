using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Scheduling;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Testing.Recordings;

/// <summary>Answers one bot that handles one event of a recording with what is in it, and sends nothing.</summary>
internal sealed class ReplayBackend : IBotBackend, IStateBackend
{
    private readonly RecordedHandling _recorded;
    private readonly InMemoryState _memory;
    private readonly List<RecordedRequest> _answers;

    public ReplayBackend(RecordedHandling recorded, InMemoryState memory)
    {
        (_recorded, _memory, _answers) = (recorded, memory, [.. recorded.Requests]);
        foreach (var read in recorded.Reads)
        {
            memory.Learn(read.Address, read.Value);
        }
    }

    public IStateBackend State => this;

    public TimeProvider Time => _memory.Time;

    public bool Offers(AccountRef account, Type contract) => !_recorded.Lacking.Contains(contract.Name, StringComparer.Ordinal);

    public Task<IReadOnlyList<ScheduledItem>> FindScheduledAsync(
        string bot, AccountRef account, DialogRef dialog, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ScheduledItem>>([]);

    public IFiles? FindFiles(AccountRef account) => null;

    public Task SendAtOnceAsync(IChatCommand command, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var asked = RecordingFormat.Element(request);
        var index = _answers.FindIndex(one =>
            one.Request.GetType() == request.GetType() && Same.Json(RecordingFormat.Element(one.Request), asked));
        if (index < 0)
        {
            throw new RequestFailedException(
                $"The recording has no answer to this {request.GetType().Name}.", RequestFailedException.NotConnected);
        }

        var found = _answers[index];
        _answers.RemoveAt(index);
        return found.Refusal is { } refusal ? throw refusal : Task.FromResult((TAnswer)found.Answer!);
    }

    // What another bot remembered then is not for this replay to find out: lanes of two bots are not in step.
    public Task<StateRecord?> FindAsync(StateAddress address, CancellationToken cancellationToken) =>
        address.Bot == _recorded.Bot
            ? _memory.FindAsync(address, cancellationToken)
            : Task.FromResult(_recorded.Reads.FirstOrDefault(one => one.Address == address)?.Value is { } value
                ? new StateRecord(0, value)
                : null);

    public void Tell(string bot, string problem) => _memory.Tell(bot, problem);
}
