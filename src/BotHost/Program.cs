using BotPlatform.BotHost.CommandLine;

return await HostCommandLine.RunAsync(args);
