using BotPlatform.BotHost.Storage.Claims;

namespace BotPlatform.BotHost.Storage.Sqlite;

/// <summary>A file beside the database that one process at a time may open. The system closes it when the process ends.</summary>
internal sealed class FileClaim(string file) : IClaim
{
    private readonly FileStream _stream = new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    public async Task<string> WhenLostAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken); // an open file is not lost
        return "";
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
