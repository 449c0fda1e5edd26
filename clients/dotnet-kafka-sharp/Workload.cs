using System.Text.Json;
using Kafka.Public;

namespace Workbook;

/// <summary>The workload of ../README.md. Records: at most so many.</summary>
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
    int HandlerMs)
{
    public static Workload Read() =>
        JsonSerializer.Deserialize<Workload>(Given.Text("WORKLOAD", "null"), JsonSerializerOptions.Web)
        ?? throw new InvalidDataException("WORKLOAD is not set");

    /// <summary>A batch is a number of records here, and idempotence there is none.</summary>
    public Configuration ToConfiguration()
    {
        var configuration = Cluster.Configuration();
        configuration.RequiredAcks = Acks switch { "all" => RequiredAcks.AllInSyncReplicas, "1" => RequiredAcks.Leader, _ => RequiredAcks.None };
        configuration.MaxInFlightRequests = InFlight;
        configuration.ProduceBatchSize = LingerMs == 0 ? 1 : Math.Max(1, BatchBytes / RecordBytes);
        configuration.ProduceBufferingTime = TimeSpan.FromMilliseconds(Math.Max(1, LingerMs));
        configuration.CompressionCodec = Cases.Codec(Compression);
        return configuration;
    }

    public static IReadOnlyDictionary<string, object> Settings(Configuration configuration) => new Dictionary<string, object>
    {
        ["Compatibility"] = $"{configuration.Compatibility}",
        ["RequiredAcks"] = $"{configuration.RequiredAcks}",
        ["MaxInFlightRequests"] = configuration.MaxInFlightRequests,
        ["ProduceBatchSize"] = configuration.ProduceBatchSize,
        ["ProduceBufferingTimeMs"] = configuration.ProduceBufferingTime.TotalMilliseconds,
        ["CompressionCodec"] = $"{configuration.CompressionCodec}",
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
        keys = [.. Enumerable.Range(0, load.Keys).Select(n => Sender.Bytes($"key-{n}"))];
        values = [.. bytes.Chunk(load.RecordBytes).Where(value => value.Length == load.RecordBytes)];
    }

    public Payload Next()
    {
        var n = sent++;
        return new Payload(keys.Length > 0 ? keys[n % keys.Length] : null, values[n % values.Length]);
    }
}
