namespace BotPlatform.Sandbox.Rest.Data;

/// <summary>The configured classes of custom objects.</summary>
internal sealed class DataClasses(SandboxOptions options)
{
    private readonly Dictionary<string, DataClass> _classes =
        options.CustomClasses.ToDictionary(pair => pair.Key, pair => new DataClass(pair.Key, pair.Value), StringComparer.Ordinal);

    /// <summary>Serves a call for the class that the path names.</summary>
    public RestAnswer Serve(RestRequest request, Func<RestRequest, DataClass, RestAnswer> handle) =>
        _classes.TryGetValue(request.Route("class"), out var @class) ? handle(request, @class) : RestErrors.NotFound;
}
