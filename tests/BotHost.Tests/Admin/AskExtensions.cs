using System.Text.Json.Nodes;

namespace BotPlatform.BotHost.Tests.Admin;

internal static class AskExtensions
{
    /// <summary>The status of the answer, and its sentence when it is a problem document, which every error has to be.</summary>
    public static async Task<(int Status, string? Sentence)> AskAsync(this HttpRequestMessage request, HttpClient http)
    {
        using var answer = await http.SendAsync(request, TestTimeout.Token);
        var text = await answer.Content.ReadAsStringAsync(TestTimeout.Token);
        if (answer.IsSuccessStatusCode)
        {
            return ((int)answer.StatusCode, null);
        }

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((int)answer.StatusCode, (int)problem["status"]!);
        return ((int)answer.StatusCode, (string)problem["detail"]!);
    }
}
