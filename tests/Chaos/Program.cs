using BotPlatform.Chaos.Cells;
using BotPlatform.Chaos.Hosting;
using BotPlatform.Chaos.Judging;

if (args is [HostProgram.Verb, ..])
{
    return await HostProgram.RunAsync(args[1..]);
}

foreach (var key in args)
{
    var row = Rows.All.Single(r => r.Key == key);
    var start = TimeProvider.System.GetTimestamp();
    var result = await Cell.RunAsync(row, Column.Embedded, Scale.Full, Random.Shared.Next(), Console.WriteLine);
    Console.WriteLine($"{key} {result.Seed} {result.Struck}/{result.Planned} {result.Tally} {TimeProvider.System.GetElapsedTime(start)}");
    Console.WriteLine(string.Join(' ', Verdict.Problems(result)));
}
return 0;
