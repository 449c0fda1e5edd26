using System.Text.Json;

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

    public ProducerConfig ToProducerConfig()
    {
        var config = Sending.Config();
        config.Set("acks", Acks);
        config.EnableIdempotence = Idempotence && Acks == "all"; // refused with fewer acknowledgements
        config.MaxInFlight = InFlight;
        config.BatchSize = BatchBytes;
        config.LingerMs = LingerMs;
        config.Set("compression.type", Compression);
        return config;
    }
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

    public Message Next()
    {
        var n = sent++;
        return new Message { Key = keys.Length > 0 ? keys[n % keys.Length] : null, Value = values[n % values.Length] };
    }
}
