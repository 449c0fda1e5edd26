using Kafka.Public;

namespace Workbook;

/// <summary>Clients of the environment's brokers.</summary>
static class Cluster
{
    /// <summary>
    /// The one setting that works with a broker of today: the client asks for no versions, and its default speaks those of
    /// Kafka 0.8, at which the broker closes the connection.
    /// </summary>
    public static Configuration Configuration() => new()
    {
        Seeds = Given.Text("KAFKA_BOOTSTRAP_SERVERS", ""),
        ClientId = "dotnet-kafka-sharp",
        Compatibility = Compatibility.V0_11_0,
        RequiredAcks = RequiredAcks.AllInSyncReplicas,
        // Five seconds by default: that long would a single record wait.
        ProduceBufferingTime = TimeSpan.FromMilliseconds(5),
        // By default a batch that it cannot read makes it jump to the latest record, past all in between.
        ConsumerErrorStrategy = ErrorStrategy.Retry,
    };

    public static ClusterClient Client(Configuration configuration) => new(configuration, new Log());

    /// <summary>Joins the group, and reads from the earliest record. It commits at its end, and where it is asked to.</summary>
    public static void Join(this ClusterClient client, string group, int autoCommitMs = -1) =>
        client.Subscribe(group, [Given.Topic], new ConsumerGroupConfiguration
        {
            DefaultOffsetToReadFrom = Offset.Earliest,
            AutoCommitEveryMs = autoCommitMs,
        });
}
