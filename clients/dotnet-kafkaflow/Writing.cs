using Confluent.Kafka;
using KafkaFlow.Clusters;
using KafkaFlow.Configuration;

namespace Workbook;

/// <summary>Features that write some records, and those that read them back.</summary>
static class Writing
{
    public static async Task<Result> ConnectAsync(CancellationToken deadline)
    {
        await using var flow = await Flow.StartAsync(_ => { });
        var metadata = await flow.Service<IClusterManager>().GetTopicMetadataAsync(Given.Topic).AsTask().WaitAsync(deadline);
        return new Result(new { partitions = metadata.Partitions.Count });
    }

    public static Scenario With(Action<IProducerConfigurationBuilder> configure, string[]? extra = null) => async deadline =>
    {
        var reports = await Sending.SendAsync(configure, Sending.Numbered(Given.Records), deadline);
        return new Result(new { acked = reports.Length }, extra);
    };

    public static Scenario AndBack(Action<IProducerConfigurationBuilder>? configure = null) => async deadline =>
    {
        await Sending.SendAsync(configure ?? (_ => { }), Sending.Repetitive(Given.Records), deadline);
        return new Result(new { consumed = (await Groups.ReadBackAsync(deadline)).Count });
    };

    public static async Task<Result> HeadersAsync(CancellationToken deadline)
    {
        // Add keeps both values of a name; the indexer would replace the first.
        var headers = new MessageHeaders();
        headers.Add("a", Sending.Bytes("1"));
        headers.Add("a", Sending.Bytes("2"));
        headers.Add("b", [0, 255]);
        await using var flow = await Flow.ProducingAsync(_ => { });
        await flow.Producer.ProduceAsync(Given.Topic, null, Sending.Bytes("v"), headers).WaitAsync(deadline);
        var back = (await Groups.ReadBackAsync(deadline)).Single();
        return new Result(new { headers = back.Headers.Select(header => new object?[] { header.Key, header.Value }) });
    }

    /// <summary>The partitioner is Confluent's, and so is its setting: Murmur2Random is Java's rule.</summary>
    public static async Task<Result> PartitionsAsync(CancellationToken deadline)
    {
        var asJava = Given.Text("PARTITIONER", "default") == "java";
        var keys = Enumerable.Range(0, 24).Select(n => new Payload(Sending.Bytes($"key-{n}"), []));
        var reports = await Sending.SendAsync(
            producer =>
            {
                if (asJava)
                    producer.WithProducerConfig(new ProducerConfig { Partitioner = Partitioner.Murmur2Random });
            },
            keys,
            deadline);
        var partitions = reports.Select(report => report.Partition.Value);
        return new Result(new { partitions }, asJava ? Result.ByConfiguration : null);
    }
}
