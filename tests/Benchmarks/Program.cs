using BotPlatform.Benchmarks;

switch (args)
{
    case ["parser"]:
        await ParserBenchmark.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Benchmarks -- parser");
        return 2;
}
