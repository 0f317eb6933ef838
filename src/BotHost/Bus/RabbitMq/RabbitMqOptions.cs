using System.ComponentModel.DataAnnotations;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>The RabbitMQ broker of a host whose <c>Bus:Transport</c> is <c>RabbitMq</c>. Section <c>Bus:RabbitMq</c>.</summary>
internal sealed class RabbitMqOptions
{
    /// <summary>
    /// <c>amqp://user:password@host:5672/virtual-host</c>, or <c>amqps://</c> for TLS with a certificate that the machine trusts. The
    /// virtual host is <c>/</c> if the address has no path. There is no default.
    /// </summary>
    public string Uri { get; set; } = "";

    /// <summary>How many events of a lane the broker gives a host in advance. Default 32.</summary>
    [Range(1, 1000)]
    public int Prefetch { get; set; } = 32;

    /// <summary>How long the broker may take to confirm an event; then it is published again, over another channel. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a host that starts waits for the broker. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
