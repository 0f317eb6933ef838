using System.Text.Json.Nodes;
using BotPlatform.BotHost.Tests.Fakes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Admin;

/// <summary>The description of the administration, as programs read it.</summary>
public sealed class AdminDocumentTests : IAsyncLifetime
{
    private TestHost? _host;

    private TestHost Host => _host!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync();

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("GET /admin/status", "200 401 403 503")]
    [InlineData("GET /admin/recording", "200 401 403 503")]
    [InlineData("GET /admin/bots", "200 401 403 503")]
    [InlineData("POST /admin/bots/{name}/settings", "204 400 401 403 404 415 503")]
    [InlineData("POST /admin/plugins/{name}/reload", "200 401 403 404 409 503")]
    [InlineData("GET /admin/parked", "200 400 401 403 503")]
    [InlineData("GET /admin/parked/count", "200 400 401 403 503")]
    [InlineData("GET /admin/parked/{number}", "200 401 403 404 503")]
    [InlineData("DELETE /admin/parked/{number}", "204 401 403 404 503")]
    [InlineData("POST /admin/parked/{number}/redrive", "200 401 403 404 409 503")]
    [InlineData("POST /admin/parked/redrive", "200 400 401 403 404 415 503")]
    [InlineData("POST /admin/parked/discard", "200 400 401 403 404 415 503")]
    [InlineData("GET /admin/announcements", "200 401 403 503")]
    [InlineData("POST /admin/announcements", "201 400 401 403 409 415 503")]
    [InlineData("POST /admin/announcements/preview", "200 400 401 403 415 503")]
    [InlineData("GET /admin/announcements/audit", "200 400 401 403 404 503")]
    [InlineData("GET /admin/announcements/{name}", "200 401 403 404 503")]
    [InlineData("PUT /admin/announcements/{name}", "200 400 401 403 404 409 415 503")]
    [InlineData("GET /admin/announcements/{name}/preview", "200 400 401 403 404 503")]
    [InlineData("POST /admin/announcements/{name}/test", "200 400 401 403 404 409 415 503")]
    [InlineData("POST /admin/announcements/{name}/pause", "200 401 403 404 409 503")]
    [InlineData("POST /admin/announcements/{name}/resume", "200 401 403 404 409 503")]
    [InlineData("POST /admin/announcements/{name}/cancel", "200 401 403 404 409 503")]
    [InlineData("GET /admin/announcements/{name}/runs", "200 400 401 403 404 503")]
    [InlineData("GET /admin/announcements/{name}/runs/{run}", "200 400 401 403 404 503")]
    [InlineData("POST /admin/announcements/{name}/runs/{run}/stop", "200 400 401 403 404 409 503")]
    [InlineData("POST /admin/announcements/{name}/runs/{run}/retry", "200 400 401 403 404 409 503")]
    [InlineData("GET /admin/announcements/{name}/runs/{run}/report", "200 400 401 403 404 503")]
    public async Task An_endpoint_is_described_with_its_answers(string endpoint, string statuses)
    {
        var operations = Operations(await ReadAsync());

        var answers = operations[endpoint]["responses"]!.AsObject();

        Assert.Equal(statuses.Split(' '), answers.Select(one => one.Key).Order(StringComparer.Ordinal));
        Assert.All(answers.Where(one => one.Key[0] == '4' || one.Key[0] == '5'), one => Assert.Equal(
            "#/components/schemas/ProblemDetails",
            (string)one.Value!["content"]!["application/problem+json"]!["schema"]!["$ref"]!));
        Assert.NotEmpty((string)operations[endpoint]["summary"]!);
        Assert.All(
            operations[endpoint]["parameters"]?.AsArray() ?? [],
            parameter => Assert.True((string)parameter!["in"]! == "path" || ((string?)parameter["description"])?.Length > 0));
    }

    [Fact]
    public async Task Every_endpoint_is_described_and_nothing_else()
    {
        var there = Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(one => one.RoutePattern.RawText!.TrimStart('/').StartsWith("admin", StringComparison.Ordinal))
            .SelectMany(
                one => one.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods,
                (one, method) => $"{method} /{one.RoutePattern.RawText!.Trim('/').Replace(":long", "", StringComparison.Ordinal)}");

        var described = Operations(await ReadAsync()).Keys;

        Assert.Equal(there.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        Assert.Equal(28, described.Count);
    }

    [Fact]
    public async Task The_key_is_described_in_both_its_forms()
    {
        var document = await ReadAsync();

        var schemes = document["components"]!["securitySchemes"]!;

        Assert.Equal(("header", "X-Api-Key"), ((string)schemes["ApiKey"]!["in"]!, (string)schemes["ApiKey"]!["name"]!));
        Assert.Equal("bearer", (string)schemes["Bearer"]!["scheme"]!);
        Assert.Equal(
            ["ApiKey", "Bearer", ""],
            document["security"]!.AsArray().Select(one => one!.AsObject().Select(scheme => scheme.Key).SingleOrDefault("")));
        Assert.Equal("integer", (string)document["components"]!["schemas"]!["ParkedSummary"]!["properties"]!["number"]!["type"]!);
    }

    private static Dictionary<string, JsonNode> Operations(JsonNode document) => document["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject(), (path, operation) =>
            KeyValuePair.Create($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!))
        .ToDictionary();

    private async Task<JsonNode> ReadAsync()
    {
        using var http = Host.Http;
        return JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json", TestTimeout.Token))!;
    }
}
