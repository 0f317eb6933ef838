namespace BotPlatform.BotHost.Admin;

/// <summary>
/// Lets through to <c>/admin</c> and <c>/openapi</c> who gives a key of section <c>Admin</c>; without a key in the configuration, programs
/// on this machine. Web pages of other sites never.
/// </summary>
internal sealed partial class AdminGate(RequestDelegate next, AdminKeys keys, ILogger<AdminGate> logger)
{
    public Task InvokeAsync(HttpContext context) => WhyNot(context) is var (status, sentence)
        ? RefuseAsync(context, status, sentence)
        : next(context);

    private (int Status, string Sentence)? WhyNot(HttpContext context)
    {
        if (LocalCaller.IsFromAnotherSite(context.Request))
        {
            return (StatusCodes.Status403Forbidden, "Web pages of other sites are not answered.");
        }

        if (keys.Any)
        {
            return AdminKeys.Given(context.Request.Headers) switch
            {
                null => (StatusCodes.Status401Unauthorized,
                    $"Give the key of this host (Admin:ApiKey) in the header {AdminKeys.Header}, or in Authorization behind Bearer."),
                var key when keys.Fits(key) => null,
                _ => (StatusCodes.Status401Unauthorized, "The key is not one of this host (Admin:ApiKey)."),
            };
        }

        return LocalCaller.WhyNot(context) is { } reason
            ? (StatusCodes.Status403Forbidden,
                $"Without Admin:ApiKey this host answers only programs on its own machine, and this request is none: {reason}.")
            : null;
    }

    private Task RefuseAsync(HttpContext context, int status, string sentence)
    {
        LogRefused(context.Connection.RemoteIpAddress, status, sentence);
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return TypedResults.Problem(sentence, statusCode: status).ExecuteAsync(context);
    }

    [LoggerMessage(LogLevel.Warning, "A request for administration from {Address} is refused with {Status}: {Sentence}")]
    private partial void LogRefused(System.Net.IPAddress? address, int status, string sentence);
}
