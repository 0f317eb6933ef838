using BotPlatform.BotHost.Admin;
using BotPlatform.BotHost.Announcements.Delivery;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Bus.RabbitMq;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Pipeline.CatchUp;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Pipeline.Sending;
using BotPlatform.BotHost.Plugins;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Webhooks;

namespace BotPlatform.BotHost.Tests.Hosting;

/// <summary>What <c>docs/operating.md</c> says is there.</summary>
public sealed class OperatingGuideTests
{
    private static readonly string Guide = File.ReadAllText(Repository.File("docs", "operating.md"));

    [Theory]
    [InlineData("Admin", typeof(AdminOptions))]
    [InlineData("Announcements", typeof(DeliveryOptions))]
    [InlineData("Bus", typeof(BusOptions))]
    [InlineData("Bus:RabbitMq", typeof(RabbitMqOptions))]
    [InlineData("CatchUp", typeof(CatchUpOptions))]
    [InlineData("Leases", typeof(LeaseOptions))]
    [InlineData("Plugins", typeof(PluginOptions))]
    [InlineData("Requests", typeof(RequestOptions))]
    [InlineData("Sending", typeof(SendingOptions))]
    [InlineData("Storage", typeof(StorageOptions))]
    [InlineData("Webhooks:NAME", typeof(WebhookOptions))]
    [InlineData("Webhooks:NAME:Commands:COMMAND", typeof(WebhookCommandOptions))]
    public void Every_setting_is_in_the_guide(string section, Type options)
    {
        var settings = options.GetProperties()
            .Where(property => property.CanWrite || property.PropertyType.IsGenericType)
            .Select(property => $"{section}:{property.Name}");

        Assert.DoesNotContain(settings, setting => !Guide.Contains($"`{setting}", StringComparison.Ordinal));
    }
}
