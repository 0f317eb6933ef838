using BotPlatform.Chaos.Cells;
using BotPlatform.Chaos.Reporting;
using BotPlatform.TestKit;

namespace BotPlatform.Chaos.Tests.Reporting;

public sealed class ReportingTests
{
    [Fact]
    public void A_part_of_a_document_is_replaced_and_nothing_else()
    {
        const string document = "before\n<!-- one: begin -->\nold\n<!-- one: end -->\nafter\n";

        Assert.Equal("before\n<!-- one: begin -->\nnew\n<!-- one: end -->\nafter\n", Document.Replace(document, "one", "new"));
        Assert.Throws<FormatException>(() => Document.Replace(document, "two", "new"));
    }

    [Fact]
    public void The_guarantees_have_a_place_for_every_table()
    {
        var document = File.ReadAllText(Repository.File("docs", "guarantees.md"));

        foreach (var column in Column.All)
        {
            Document.Replace(document, $"matrix {column.Key}", "");
            Document.Replace(document, $"soak {column.Key}", "");
        }
    }

    [Fact]
    public void The_guarantees_name_every_embedded_row()
    {
        var table = File.ReadAllText(Repository.File("docs", "guarantees.md")).Split("<!-- matrix embedded: ")[1];

        Assert.All(Rows.All.Where(Column.Embedded.Has), row => Assert.Contains($"| {row.Title}", table, StringComparison.Ordinal));
        Assert.DoesNotContain("**red**", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--row", "nothing")]
    [InlineData("--column", "nothing")]
    [InlineData("--seed", "x")]
    [InlineData("--row")]
    [InlineData("--unknown")]
    [InlineData("--row", "host", "--write", "file")]
    public void What_cannot_be_done_is_refused(params string[] arguments) =>
        Assert.Throws<FormatException>(() => CommandLine.Read(arguments));

    [Fact]
    public void What_is_asked_for_is_understood()
    {
        var line = CommandLine.Read(["--full", "--row", "host", "--row", "line", "--column", "embedded", "--seed", "7"]);

        Assert.Equal(["host", "line"], line.Rows.Select(row => row.Key));
        Assert.Equal((Scale.Full, Column.Embedded, 7, false), (line.Scale, line.Columns.Single(), line.Seed!.Value, line.IsSoak));
        Assert.Equal((true, 2.5, 0.5), CommandLine.Read(["soak", "--minutes", "2.5", "--load", "0.5"]) is var soak ? (soak.IsSoak, soak.Minutes, soak.Load) : default);
    }

    [Fact]
    public void Rows_have_names_of_their_own() => Assert.Equal(Rows.All.Count, Rows.All.Select(row => row.Key).Distinct().Count());
}
