using KafkaFlow.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Workbook;

/// <summary>
/// A bus with one cluster, the environment's: KafkaFlow is configured as a whole, producers and consumers together, and
/// started by its bus. Its end waits for the handlers that run, commits, and leaves the groups.
/// </summary>
sealed class Flow : IAsyncDisposable
{
    const string ProducerName = "events";
    readonly ServiceProvider services;
    readonly IKafkaBus bus;

    Flow(ServiceProvider services)
    {
        this.services = services;
        bus = services.CreateKafkaBus();
    }

    public IMessageProducer Producer => bus.Producers[ProducerName];

    public T Service<T>() where T : notnull => services.GetRequiredService<T>();

    public static Task<Flow> ProducingAsync(Action<IProducerConfigurationBuilder> configure) =>
        StartAsync(cluster => cluster.AddProducer(ProducerName, configure));

    public static Task<Flow> ConsumingAsync(Action<IConsumerConfigurationBuilder> configure) =>
        StartAsync(cluster => cluster.AddConsumer(configure));

    public static async Task<Flow> StartAsync(Action<IClusterConfigurationBuilder> configure)
    {
        var services = new ServiceCollection();
        services.AddKafka(kafka => kafka.UseLogHandler<Log>().AddCluster(cluster =>
        {
            cluster.WithBrokers(Given.Text("KAFKA_BOOTSTRAP_SERVERS", "").Split(','));
            if (Security.Needed)
                cluster.WithSecurityInformation(Security.Fill);
            if (Given.Text("SCHEMA_REGISTRY_URL", "") is { Length: > 0 } url)
                cluster.WithSchemaRegistry(registry => registry.Url = url);
            configure(cluster);
        }));
        var flow = new Flow(services.BuildServiceProvider());
        await flow.bus.StartAsync();
        return flow;
    }

    /// <summary>Nothing flushes a producer: who ends the bus has awaited, or counted, what was sent.</summary>
    public async ValueTask DisposeAsync()
    {
        await bus.StopAsync();
        await services.DisposeAsync();
    }
}
