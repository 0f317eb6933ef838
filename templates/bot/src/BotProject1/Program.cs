using BotPlatform.BotHost;
using BotPlatform.BotSdk;
using MyBots;

return await BotHostProgram.RunAsync(args, services => services.AddBot<HelloBot>("hello"));
