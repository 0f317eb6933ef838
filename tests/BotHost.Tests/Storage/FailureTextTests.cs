using BotPlatform.BotHost.Storage.Parked;

namespace BotPlatform.BotHost.Tests.Storage;

public sealed class FailureTextTests
{
    [Fact]
    public void The_details_name_all_causes_and_where_they_come_from()
    {
        var text = FailureText.DetailsOf(Caught());

        Assert.Contains("System.InvalidOperationException: I cannot.", text, StringComparison.Ordinal);
        Assert.Contains("System.TimeoutException: The shop is closed.", text, StringComparison.Ordinal);
        Assert.Contains(nameof(Caught), text, StringComparison.Ordinal);
        Assert.Equal("InvalidOperationException: I cannot.", FailureText.SummaryOf(Caught()));
    }

    [Theory]
    [InlineData("GET https://bot:hunter22@shop.example/x failed", "GET https://bot:***@shop.example/x failed")]
    [InlineData("Host=db;Password=hunter22;Database=x", "Host=db;Password=***;Database=x")]
    [InlineData("""{"api_key": "hunter22", "name": "x"}""", """{"api_key": ***, "name": "x"}""")]
    [InlineData("?access_token=hunter22&page=2", "?access_token=***&page=2")]
    [InlineData("Authorization: Bearer hunter22abc", "Authorization: *** ***")]
    [InlineData("sent with bearer hunter22abc.def", "sent with bearer ***")]
    [InlineData("CB-Token: hunter22", "CB-Token: ***")]
    [InlineData("Unexpected token in line 7", "Unexpected token in line 7")]
    public void What_looks_like_a_secret_is_left_out(string message, string kept) =>
        Assert.Equal($"IOException: {kept}", FailureText.SummaryOf(new IOException(message)));

    [Fact]
    public void A_failure_that_quotes_a_book_is_cut()
    {
        var error = new IOException(new string('x', 1_000_000));

        Assert.Equal(1_000, FailureText.SummaryOf(error).Length);
        Assert.Equal(16_000, FailureText.DetailsOf(error).Length);
    }

    [Fact]
    public void What_no_database_takes_is_replaced() =>
        Assert.Equal("IOException: a\ufffdb c", FailureText.SummaryOf(new IOException("a\ud83db\0c")));

    private static InvalidOperationException Caught()
    {
        try
        {
            throw new InvalidOperationException("I cannot.", new TimeoutException("The shop is closed."));
        }
        catch (InvalidOperationException error)
        {
            return error;
        }
    }
}
