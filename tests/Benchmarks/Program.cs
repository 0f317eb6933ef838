using BotPlatform.Benchmarks;

switch (args)
{
    case ["parser"]:
        await ParserBenchmark.RunAsync();
        return 0;
    case ["echo"]:
        await EchoBenchmark.RunAsync();
        return 0;
    case ["storm"]:
        await StormBenchmark.RunAsync();
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: dotnet run -c Release --project tests/Benchmarks -- parser|echo|storm");
        return 2;
}
