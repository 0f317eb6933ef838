using System.Net;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest;

namespace BotPlatform.ConnectyCube.Tests.Rest;

public sealed class RestFailuresTests
{
    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "not-authorized")]
    [InlineData(HttpStatusCode.Forbidden, "forbidden")]
    [InlineData(HttpStatusCode.NotFound, "item-not-found")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "bad-request")]
    [InlineData(HttpStatusCode.BadGateway, null)]
    [InlineData(null, null)]
    public void Refusals_have_the_chat_servers_words_and_trouble_has_none(HttpStatusCode? status, string? reason) => Assert.Equal(
        reason, (RestFailures.AtCommand(new ConnectyCubeException("failed") { Status = status }) as ConnectorRefusedException)?.Reason);
}
