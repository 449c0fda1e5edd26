using Confluent.Kafka;

namespace Workbook;

/// <summary>Runs one scenario; the token ends a little before the caller's patience.</summary>
delegate Task<Result> Scenario(CancellationToken deadline);

/// <summary>Every scenario and feature of ../README.md, by its words.</summary>
static class Scenarios
{
    const string Tag = "https://github.com/Farfetch/kafkaflow/blob/4.2.0/src";
    const string ClusterManager = $"{Tag}/KafkaFlow/Clusters/IClusterManager.cs#L15-L42";

    public static readonly IReadOnlyDictionary<string, Scenario> All = new Dictionary<string, Scenario>
    {
        ["produce"] = Events.ProduceAsync,
        ["consume"] = Events.ConsumeAsync,
        ["write"] = Cases.WriteAsync,
        ["read"] = Cases.ReadAsync,
        ["partitions"] = Writing.PartitionsAsync,
        ["bench-produce"] = BenchProduce.RunAsync,
        ["bench-consume"] = BenchConsume.RunAsync,
        ["latency"] = Latency.RunAsync,
        ["trial handler-fails"] = Trials.HandlerFailsAsync,
        ["trial stop"] = Trials.StopAsync,
        ["trial full-queue"] = Trials.FullQueueAsync,
        ["trial second-member"] = Trials.SecondMemberAsync,
        ["feature connect"] = Writing.ConnectAsync,
        ["feature producer"] = Writing.With(producer => producer.WithAcks(KafkaFlow.Acks.All)),
        ["feature consumer-group"] = Groups.ReadAllAsync,
        ["feature static-membership"] = Groups.Holding(new ConsumerConfig { GroupInstanceId = Given.Text("INSTANCE_ID", "instance-1") }),
        ["feature cooperative"] = Groups.Holding(new ConsumerConfig { PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky }),
        ["feature kip-848"] = Groups.NewProtocolAsync,
        ["feature share-group"] = NotOffered($"{Tag}/KafkaFlow/Consumers/Consumer.cs#L252"),
        ["feature idempotence"] = Writing.With(producer => producer.WithProducerConfig(new ProducerConfig { EnableIdempotence = true }), Result.ByConfiguration),
        ["feature transactions"] = Transactions.RunAsync,
        // Its own word for it: the one of a ProducerConfig is overwritten by nothing (kafkaflow#711).
        ["feature linger"] = Writing.With(producer => producer.WithLingerMs(50)),
        ["feature gzip"] = Writing.AndBack(producer => producer.WithCompression(CompressionType.Gzip)),
        ["feature snappy"] = Writing.AndBack(producer => producer.WithCompression(CompressionType.Snappy)),
        ["feature lz4"] = Writing.AndBack(producer => producer.WithCompression(CompressionType.Lz4)),
        ["feature zstd"] = Writing.AndBack(producer => producer.WithCompression(CompressionType.Zstd)),
        ["feature tls"] = Writing.AndBack(),
        ["feature sasl-plain"] = Writing.AndBack(),
        ["feature sasl-scram"] = Writing.AndBack(),
        ["feature sasl-oauthbearer"] = Writing.AndBack(),
        ["feature schema-registry"] = Registry.RunAsync,
        // It makes topics at its start, and deletes none.
        ["feature admin-topics"] = NotOffered(ClusterManager),
        ["feature admin-configs"] = NotOffered(ClusterManager),
        ["feature admin-groups"] = NotOffered(ClusterManager),
        ["feature admin-acls"] = NotOffered(ClusterManager),
        ["feature headers"] = Writing.HeadersAsync,
    };

    static Scenario NotOffered(string source) => _ => throw new NotOfferedException(source);
}
