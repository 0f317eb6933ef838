using System.Text.RegularExpressions;

namespace BotPlatform.Architecture.Tests;

/// <summary>Habits that a review would refuse, found by machine.</summary>
public sealed partial class SourceRulesTests
{
    // Benchmarks measure real time; the clock's extension gives real sockets a moment between two steps.
    private static readonly string[] MayTakeRealTime = ["tests/Benchmarks/", "tests/TestKit/ManualClockExtensions.cs"];

    [Fact]
    public void No_file_hides_its_length_in_regions() => Assert.Empty(Everywhere(Region()));

    [Fact]
    public void No_test_is_skipped() => Assert.Empty(InTests(Skipped()));

    [Fact]
    public void No_test_sleeps() => Assert.DoesNotContain(
        InTests(Sleep()), place => !MayTakeRealTime.Any(path => place.StartsWith(path, StringComparison.Ordinal)));

    // xunit 2 awaits IAsyncLifetime alone; what the other would have stopped goes on beside the tests that follow.
    [Fact]
    public void What_a_test_has_started_is_stopped_after_it() => Assert.Empty(InTests(NeverDisposed()));

    [Fact]
    public void Nothing_in_the_product_trusts_every_certificate() =>
        Assert.Empty(SourceTree.CSharp("src").SelectMany(f => f.Places(TrustsAll())));

    [Fact]
    public void Sensitive_log_lines_exist_only_at_trace() =>
        Assert.Empty(SourceTree.CSharp("src").SelectMany(SensitiveAboveTrace));

    [Theory]
    [InlineData("class A\n{\n    #region B")]
    [InlineData("#region")]
    public void A_region_is_found(string text) => Assert.Matches(Region(), Code(text));

    [Theory]
    [InlineData("[Fact(Skip = \"later\")]")]
    [InlineData("[Theory(DisplayName = \"a\", Skip=\"later\")]")]
    [InlineData("Assert.Skip(\"later\")")]
    public void A_skipped_test_is_found(string text) => Assert.Matches(Skipped(), Code(text));

    [Theory]
    [InlineData("Thread.Sleep(1)")]
    [InlineData("await Task.Delay(100);")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1), token)")]
    [InlineData("new SpinWait()")]
    public void A_sleeping_test_is_found(string text) => Assert.Matches(Sleep(), Code(text));

    [Theory]
    [InlineData("public sealed class CutTests : IAsyncDisposable")]
    [InlineData("public sealed class CutTests(ITestOutputHelper output)\n    : Base<int>, IAsyncDisposable\n{")]
    public void A_test_class_that_nobody_disposes_is_found(string text) => Assert.Matches(NeverDisposed(), Code(text));

    [Theory]
    [InlineData("public sealed class CutTests : IAsyncLifetime")]
    [InlineData("internal sealed class Scene : IAsyncDisposable")]
    public void A_class_that_somebody_disposes_is_allowed(string text) => Assert.DoesNotMatch(NeverDisposed(), Code(text));

    [Theory]
    [InlineData("Task.Delay(TimeSpan.FromSeconds(1), _clock)")]
    [InlineData("Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token)")]
    [InlineData("// Thread.Sleep(1)")]
    [InlineData("var text = \"Thread.Sleep(1)\";")]
    public void Moving_a_manual_clock_is_not_sleeping(string text) => Assert.DoesNotMatch(Sleep(), Code(text));

    [Theory]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;")]
    [InlineData("RemoteCertificateValidationCallback = delegate { return true; },")]
    [InlineData("new SslStream(stream, false, (a, b, c, d) => true)")]
    [InlineData("private static bool Check(object s, X509Certificate? c, X509Chain? chain, SslPolicyErrors errors) => true;")]
    [InlineData("bool Check(SslPolicyErrors errors)\n{\n    return true;\n}")]
    [InlineData("HttpClientHandler.DangerousAcceptAnyServerCertificateValidator")]
    public void Trusting_everybody_is_found(string text) => Assert.Matches(TrustsAll(), Code(text));

    [Theory]
    [InlineData("RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors)")]
    [InlineData("bool Check(SslPolicyErrors errors) => errors == SslPolicyErrors.None;")]
    public void Checking_a_certificate_is_allowed(string text) => Assert.DoesNotMatch(TrustsAll(), Code(text));

    [Theory]
    [InlineData("[LoggerMessage(LogLevel.Debug, \"{Text}\")]\n    private partial void LogTextSensitive(string text);", 1)]
    [InlineData("[LoggerMessage(Level = LogLevel.Information)]\nprivate static partial void LogXSensitive(ILogger logger);", 1)]
    [InlineData("[LoggerMessage(LogLevel.Trace, \"({Text})]\")]\n    private partial void LogTextSensitive(string text);", 0)]
    [InlineData("[LoggerMessage(LogLevel.Debug, \"\")]\n    private partial void LogText();", 0)]
    public void A_sensitive_line_above_trace_is_found(string text, int found) =>
        Assert.Equal(found, SensitiveAboveTrace(new CSharpFile("a.cs", text)).Count());

    private static string Code(string text) => new CSharpFile("a.cs", text).Code;

    private static IEnumerable<string> Everywhere(Regex regex) => InTests(regex)
        .Concat(SourceTree.CSharp("src").SelectMany(f => f.Places(regex)));

    // Benchmarks are programs: keeping a pace is what they are for.
    private static IEnumerable<string> InTests(Regex regex) => SourceTree.CSharp("tests")
        .Where(f => !f.Path.StartsWith("tests/Benchmarks/", StringComparison.Ordinal))
        .SelectMany(f => f.Places(regex));

    private static IEnumerable<string> SensitiveAboveTrace(CSharpFile file) =>
        from Match method in LogMethod().Matches(file.Code)
        where method.Groups["name"].Value.EndsWith("Sensitive", StringComparison.Ordinal)
            && !method.Groups["arguments"].Value.Contains("LogLevel.Trace", StringComparison.Ordinal)
        select $"{file.Path}: {method.Groups["name"].Value}";

    [GeneratedRegex(@"\bclass\s+\w+Tests\b[^{;]*\bIAsyncDisposable\b")]
    private static partial Regex NeverDisposed();

    [GeneratedRegex(@"^\s*\#\s*region", RegexOptions.Multiline)]
    private static partial Regex Region();

    [GeneratedRegex(@"\bSkip(?:Unless|When)?\s*=[^=>]|\bAssert\.Skip")]
    private static partial Regex Skipped();

    [GeneratedRegex(@"\bThread\.Sleep\b|\bSpinWait\b|\bTask\.Delay\((?![^;]*[cC]lock|Timeout\.Infinite)")]
    private static partial Regex Sleep();

    [GeneratedRegex("""
        DangerousAcceptAny
        | ValidationCallback\s*=\s*[^;=]*(?:=>\s*true|return\s+true)
        | SslPolicyErrors\s+\w+\s*\)\s*(?:=>\s*true|\{\s*return\s+true)
        | \(\s*\w+\s*,\s*\w+\s*,\s*\w+\s*,\s*\w+\s*\)\s*=>\s*true
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex TrustsAll();

    [GeneratedRegex(@"\[LoggerMessage\((?<arguments>[^\]]*)\)\]\s*[\w\s]*\bpartial\s+void\s+(?<name>\w+)")]
    private static partial Regex LogMethod();
}
