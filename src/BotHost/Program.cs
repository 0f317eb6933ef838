using BotPlatform.BotHost;

return await BotHostProgram.RunAsync(args);
