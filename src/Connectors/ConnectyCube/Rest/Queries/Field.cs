namespace BotPlatform.ConnectyCube.Rest.Queries;

/// <summary>A field that lists of <typeparamref name="TItem"/> can be filtered by.</summary>
/// <typeparam name="TItem">What the list holds.</typeparam>
/// <typeparam name="TValue">What the field holds.</typeparam>
/// <param name="Name">Its name on the wire.</param>
public record Field<TItem, TValue>(string Name);

/// <summary>A field that lists can be sorted by too.</summary>
/// <param name="Name">Its name on the wire.</param>
public sealed record SortField<TItem, TValue>(string Name) : Field<TItem, TValue>(Name), ISortField<TItem>;

/// <summary>A field by which users are looked up (section 7).</summary>
/// <param name="Name">Its name on the wire.</param>
public sealed record KeyField<TItem, TValue>(string Name) : Field<TItem, TValue>(Name);

/// <summary>A field that lists of <typeparamref name="TItem"/> can be sorted by, whatever it holds.</summary>
public interface ISortField<TItem>
{
    /// <summary>Its name on the wire.</summary>
    string Name { get; }
}
