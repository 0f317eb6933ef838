using System.Text.RegularExpressions;
using BotPlatform.TestKit;

namespace BotPlatform.Architecture.Tests;

/// <summary>The arrows between projects, exactly as the map in <c>docs/architecture.md</c> draws them.</summary>
public sealed partial class ProjectGraphTests
{
    /// <summary>What each project of the product refers to: our own projects, then packages. Nothing more, nothing less.</summary>
    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Arrows = new(StringComparer.Ordinal)
    {
        ["Contracts"] = ([], []),
        ["Xmpp"] = ([], []),
        ["Abstractions"] = (["Contracts"], []),
        ["XmppParts"] = (["Abstractions", "Contracts", "Xmpp"], []),
        ["ConnectyCube"] = (["Abstractions", "Contracts", "Xmpp", "XmppParts"], []),
        ["StandardXmpp"] = (["Abstractions", "Contracts", "Xmpp", "XmppParts"], []),
        ["BotSdk"] = (["Contracts"], []),
        ["BotSdk.Testing"] = (["BotSdk", "Contracts"], []),
        ["Bots"] = (["BotSdk", "Contracts"], ["Microsoft.Extensions.AI.Abstractions"]), // so that any IChatClient does for the assistant
        ["Sandbox"] = (["Xmpp"], []),
        ["BotHost"] = (
            ["Abstractions", "BotSdk", "BotSdk.Testing", "Bots", "ConnectyCube", "Contracts", "Sandbox", "StandardXmpp"],
            [
                "Dapper", "Handlebars.Net", "MassTransit", "MassTransit.RabbitMQ", "Microsoft.AspNetCore.OpenApi",
                "Microsoft.Data.Sqlite.Core", "Npgsql", "Quartz", "RabbitMQ.Client", "SQLitePCLRaw.core", "SQLitePCLRaw.provider.e_sqlite3", "System.CommandLine",
            ]),
    };

    [Fact]
    public void Every_project_of_the_product_has_its_arrows_drawn() =>
        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), Product.Select(p => p.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Projects_refer_to_exactly_the_projects_and_packages_that_they_may()
    {
        var drawn = Arrows.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => Line(a.Key, a.Value.Projects, a.Value.Packages));
        var built = Product.OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => Line(p.Name, p.ProjectReferences, p.PackageReferences));

        Assert.Equal(drawn, built);
    }

    [Fact]
    public void Contracts_need_no_framework_but_the_runtime()
    {
        var contracts = Product.Single(p => p.Name == "Contracts");

        Assert.Empty(contracts.FrameworkReferences);
        Assert.Equal("true", contracts.Property("NoAspNetCoreFramework"));
    }

    [Fact]
    public void References_of_references_stay_out_of_sight()
    {
        var shared = File.ReadAllText(Repository.File("Directory.Build.props"));

        Assert.Contains("<DisableTransitiveProjectReferences>true</", shared, StringComparison.Ordinal);
        Assert.DoesNotContain(Project.All, p => p.Property("DisableTransitiveProjectReferences") is not null);
    }

    [Fact]
    public void Assemblies_are_named_after_the_product_and_their_project() =>
        Assert.All(Project.All, p => Assert.Equal(
            p.Name is "Abstractions" or "XmppParts" ? $"BotPlatform.Connectors.{p.Name}" : $"BotPlatform.{p.Name}",
            p.Property("AssemblyName")));

    [Fact]
    public void Nothing_in_the_product_refers_to_tests() =>
        Assert.DoesNotContain(Product.SelectMany(p => p.ProjectReferences), r => r.EndsWith("Tests", StringComparison.Ordinal));

    [Fact]
    public void The_solution_is_in_the_classic_format_and_holds_every_project()
    {
        var solution = File.ReadAllText(Repository.File("BotPlatform.sln"));
        var held = ProjectLine().Matches(solution).Select(m => m.Groups[1].Value.Replace('\\', '/'));

        Assert.StartsWith("Microsoft Visual Studio Solution File, Format Version 12.00", solution.TrimStart(), StringComparison.Ordinal);
        Assert.Equal(Project.All.Select(p => p.Path), held.Order(StringComparer.Ordinal));
        Assert.Empty(SourceTree.Files("*.slnx"));
    }

    private static IEnumerable<Project> Product => Project.All.Where(p => p.IsProduct);

    private static string Line(string name, IEnumerable<string> projects, IEnumerable<string> packages) =>
        $"{name} -> {string.Join(", ", projects)}; {string.Join(", ", packages)}";

    [GeneratedRegex("""^Project\("[^"]*"\) = "[^"]*", "([^"]*\.csproj)",""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
