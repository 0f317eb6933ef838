using BotPlatform.BotHost.Hosting;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.CommandLine.HistoryExport;

/// <summary>The account that reads: the REST service alone, as the host's settings name it. Nothing connects to the chat.</summary>
internal sealed class ExportSource : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ExportSource(ServiceProvider services, string account, RestSession session) =>
        (_services, Account, Session) = (services, account, session);

    /// <summary>What the account is called in the configuration.</summary>
    public string Account { get; }

    /// <summary>The account at the REST service; no call is made yet.</summary>
    public RestSession Session { get; }

    /// <param name="settings">Command line settings, <c>--Section:Key=value</c>.</param>
    /// <param name="account">User id or login; null for the only one.</param>
    /// <exception cref="ExportException">There is no such account, or several could be meant.</exception>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    public static async Task<ExportSource> CreateAsync(string[] settings, string? account)
    {
        var builder = BotHostApplication.CreateBuilder(settings);
        BotHostApplication.AddDefaults(builder, LocalSandbox.DefaultsElsewhere(builder.Configuration));
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(_ => builder.Configuration) // so that it ends with the others, and watches no file any more
            .AddLogging() // without a provider: what goes wrong is said in a sentence
            .AddConnectyCube(builder.Configuration)
            .AddStandardXmpp(builder.Configuration)
            .BuildServiceProvider();
        try
        {
            services.GetRequiredService<IConfiguration>();
            services.GetRequiredService<IStartupValidator>().Validate();
            var names = services.GetServices<IChatConnectorFactory>().SelectMany(factory => factory.Accounts).ToList();
            var options = services.GetRequiredService<IOptions<ConnectyCubeOptions>>().Value;
            var chosen = Choose(options.Accounts, names, account);
            var session = services.GetRequiredService<ConnectyCubeRest>().For(chosen);
            return new ExportSource(services, NameOf(chosen), session);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _services.DisposeAsync();
    }

    private static ConnectyCubeAccount Choose(IList<ConnectyCubeAccount> accounts, List<AccountRef> all, string? wanted)
    {
        var others = all.Where(one => one.Network != ConnectyCubeConnectorFactory.Network).ToList();
        if (wanted is not null)
        {
            return accounts.FirstOrDefault(one => one.UserId == wanted || one.Login == wanted)
                ?? throw (others.FirstOrDefault(one => one.Id == wanted) is { } other
                    ? NotSupported(other)
                    : new ExportException($"No account {wanted} is configured. There are: {Names(all)}."));
        }

        return accounts switch
        {
            [var only] => only,
            [] when others is [var other, ..] => throw NotSupported(other),
            [] => throw new ExportException(
                "No account is configured: set ConnectyCube:Accounts:0:UserId, ConnectyCube:Accounts:0:Login and "
                + "ConnectyCube:Accounts:0:Password (environment variable ConnectyCube__Accounts__0__Password)."),
            _ => throw new ExportException($"Several accounts are configured: name one of {Names(all.Except(others))} with --account."),
        };
    }

    private static ExportException NotSupported(AccountRef account) => new(
        $"The account {account.Id} is on the network {account.Network}, whose history cannot be exported: only that of ConnectyCube can.");

    private static string Names(IEnumerable<AccountRef> accounts) =>
        string.Join(", ", accounts.Select(account => account.Id)) is { Length: > 0 } names ? names : "none";

    private static string NameOf(ConnectyCubeAccount account) =>
        string.IsNullOrWhiteSpace(account.UserId) ? account.Login! : account.UserId;
}
