using System.Text.Json;
using Confluent.Kafka;
using KafkaFlow.Configuration;

namespace Workbook;

/// <summary>The workload of ../README.md. Records: at most so many; FetchAgainMs: null for the client's own way.</summary>
sealed record Workload(
    double Seconds,
    double WarmupSeconds,
    int? Records,
    int RecordBytes,
    int Keys,
    string Acks,
    bool Idempotence,
    int InFlight,
    int BatchBytes,
    int LingerMs,
    string Compression,
    double Rate,
    int HandlerMs,
    int? FetchAgainMs)
{
    public static Workload Read() =>
        JsonSerializer.Deserialize<Workload>(Given.Text("WORKLOAD", "null"), JsonSerializerOptions.Web)
        ?? throw new InvalidDataException("WORKLOAD is not set");

    /// <summary>Acks and linger by KafkaFlow's own words: it overwrites those of a ProducerConfig (kafkaflow#711).</summary>
    public void Configure(IProducerConfigurationBuilder producer) => producer
        .WithProducerConfig(new ProducerConfig
        {
            EnableIdempotence = Idempotence && Acks == "all", // refused with fewer acknowledgements
            MaxInFlight = InFlight,
            BatchSize = BatchBytes,
        })
        .WithCompression(Enum.Parse<CompressionType>(Compression, ignoreCase: true))
        .WithLingerMs(LingerMs)
        .WithAcks(Acks switch { "all" => KafkaFlow.Acks.All, "1" => KafkaFlow.Acks.Leader, _ => KafkaFlow.Acks.None });

    public IReadOnlyDictionary<string, object> Settings() => new Dictionary<string, object>
    {
        ["WithAcks"] = Acks,
        ["WithLingerMs"] = LingerMs,
        ["WithCompression"] = Compression,
        ["ProducerConfig.EnableIdempotence"] = Idempotence && Acks == "all",
        ["ProducerConfig.MaxInFlight"] = InFlight,
        ["ProducerConfig.BatchSize"] = BatchBytes,
    };
}

/// <summary>Hands out keys and values in the workload's order, for one thread.</summary>
sealed class Payloads
{
    readonly byte[][] keys;
    readonly byte[][] values;
    int sent;

    public Payloads(Workload load)
    {
        var bytes = File.ReadAllBytes(Given.Text("PAYLOADS_FILE", ""));
        if (bytes.Length < load.RecordBytes)
            throw new InvalidDataException("PAYLOADS_FILE holds less than one record");
        keys = [.. Enumerable.Range(0, load.Keys).Select(n => Sending.Bytes($"key-{n}"))];
        values = [.. bytes.Chunk(load.RecordBytes).Where(value => value.Length == load.RecordBytes)];
    }

    public Payload Next()
    {
        var n = sent++;
        return new Payload(keys.Length > 0 ? keys[n % keys.Length] : null, values[n % values.Length]);
    }
}
