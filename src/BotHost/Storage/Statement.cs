namespace BotPlatform.BotHost.Storage;

/// <summary>One statement of a transaction, which may travel to the server together with others.</summary>
/// <param name="Sql">With the parameters $1, $2 and so on. It returns rows, though perhaps none.</param>
/// <param name="Values">Of the parameters, in order.</param>
/// <param name="Read">Called with the first value of the first row; with null when there is no row.</param>
internal sealed record Statement(string Sql, object?[] Values, Action<object?>? Read = null)
{
    /// <summary>
    /// Where it stands among what locks the same in all hosts: as all keep to one order, no two of them wait for each other.
    /// </summary>
    public string Order { get; init; } = "";
}
