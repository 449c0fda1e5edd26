using System.Text;
using Kafka.Public;

namespace Workbook;

/// <summary>Features that write some records, and those that read them back.</summary>
static class Writing
{
    public static async Task<Result> ConnectAsync(CancellationToken deadline)
    {
        using var client = Cluster.Client(Cluster.Configuration());
        var partitions = await client.GetPartitionforTopicAsync(Given.Topic).WaitAsync(deadline);
        return new Result(new { partitions = partitions.Length });
    }

    public static Scenario With(Action<Configuration> set) => deadline =>
    {
        var configuration = Cluster.Configuration();
        set(configuration);
        var acked = Sender.SendAll(configuration, Sender.Numbered(Given.Records), deadline);
        return Task.FromResult(new Result(new { acked }));
    };

    public static Scenario AndBack(CompressionCodec codec) => async deadline =>
    {
        var configuration = Cluster.Configuration();
        configuration.CompressionCodec = codec;
        Sender.SendAll(configuration, Sender.Repetitive(Given.Records), deadline);
        var consumed = (await Groups.ReadAsync($"{Given.Topic}-back", Given.Records, deadline)).Count;
        return new Result(new { consumed }, Extra: OtherCodec(codec));
    };

    // The package compresses by these two; a library that was built with others is to say so.
    static string[]? OtherCodec(CompressionCodec codec)
    {
        if (codec is CompressionCodec.Gzip)
            return null;
        string[] own = ["Snappy", "LZ4"];
        var parts = typeof(ClusterClient).Assembly.GetReferencedAssemblies().Select(name => name.Name ?? "");
        return parts.Any(part => own.Any(name => part.StartsWith(name, StringComparison.OrdinalIgnoreCase))) ? null : ["another codec's code"];
    }

    /// <summary>It writes headers, and its record for readers has no place for them.</summary>
    public static Result Headers(CancellationToken deadline)
    {
        using var sender = new Sender(Cluster.Configuration());
        sender.Send(new Payload(null, Sender.Bytes("v")),
        [
            new KafkaRecordHeader { Key = "a", Value = Sender.Bytes("1") },
            new KafkaRecordHeader { Key = "a", Value = Sender.Bytes("2") },
            new KafkaRecordHeader { Key = "b", Value = [0, 255] },
        ]);
        sender.WaitFor(0, deadline);
        throw new NotSupportedException("headers are written, and no reader gets them: RawKafkaRecord has none");
    }

    /// <summary>
    /// Where the keys went, by reading them: an acknowledgement does not tell. By default keys do not choose the partition;
    /// its rule for keys is CRC32, and Java's it has not.
    /// </summary>
    public static async Task<Result> PartitionsAsync(CancellationToken deadline)
    {
        if (Given.Text("PARTITIONER", "default") == "java")
            throw new NotOfferedException("https://github.com/criteo/kafka-sharp/blob/1.4.3/kafka-sharp/kafka-sharp/Routing/PartitionSelection/MessageKeyPartitionSelection.cs#L50-L59");
        var keys = Enumerable.Range(0, 24).Select(n => $"key-{n}").ToList();
        Sender.SendAll(Cluster.Configuration(), keys.Select(key => new Payload(Sender.Bytes(key), [])), deadline);
        var found = await Groups.ReadAsync($"{Given.Topic}-back", keys.Count, deadline);
        var byKey = found.ToDictionary(record => Encoding.UTF8.GetString((byte[])record.Key), record => record.Partition);
        return new Result(new { partitions = keys.Select(key => byKey[key]) });
    }
}
