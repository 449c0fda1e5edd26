using System.Text.Json;
using Kafka.Public;

namespace Workbook;

/// <summary>Records byte for byte, as CASES_FILE holds them: base64, or null.</summary>
static class Cases
{
    record Case(byte[]? Key, byte[]? Value, string?[][] Headers);

    public static async Task<Result> WriteAsync(CancellationToken deadline)
    {
        await using var file = File.OpenRead(Given.Text("CASES_FILE", ""));
        var cases = await JsonSerializer.DeserializeAsync<Case[]>(file, JsonSerializerOptions.Web, deadline) ?? [];
        var configuration = Cluster.Configuration();
        configuration.CompressionCodec = Codec(Given.Text("COMPRESSION", "none"));
        using var sender = new Sender(configuration);
        foreach (var one in cases)
            sender.Send(new Payload(one.Key, one.Value), [.. one.Headers.Select(ToHeader)], partition: 0);
        sender.WaitFor(0, deadline);
        return new Result(new { written = cases.Length });
    }

    /// <summary>The client's codec for a word of the contract.</summary>
    public static CompressionCodec Codec(string name) =>
        Enum.TryParse<CompressionCodec>(name, ignoreCase: true, out var codec)
            ? codec
            : throw new NotOfferedException("https://github.com/criteo/kafka-sharp/blob/1.4.3/kafka-sharp/kafka-sharp/Public/Configuration.cs#L9-L15");

    // A header without a value is refused by the client itself.
    static KafkaRecordHeader ToHeader(string?[] header) =>
        new() { Key = header[0], Value = header[1] is { } value ? Convert.FromBase64String(value) : null };

    /// <summary>
    /// Reads to the end that the partition has at the start. There is no isolation: aborted records, and the markers at the
    /// end of a transaction, come as any other; and a record has no headers.
    /// </summary>
    public static async Task<Result> ReadAsync(CancellationToken deadline)
    {
        using var client = Cluster.Client(Cluster.Configuration());
        var end = await client.GetLatestOffset(Given.Topic, 0).WaitAsync(deadline);
        var found = new List<RawKafkaRecord>();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.MessageReceived += record =>
        {
            if (found.Count < Given.Records)
                found.Add(record);
            if (found.Count == Given.Records || record.Offset >= end - 1)
                ended.TrySetResult();
        };
        if (end > 0)
        {
            client.ConsumeFromEarliest(Given.Topic, 0);
            await ended.Task.WaitAsync(deadline);
        }
        return new Result(new { records = found.Select(ToCase) });
    }

    static object ToCase(RawKafkaRecord record) => new
    {
        offset = record.Offset,
        key = (byte[]?)record.Key,
        value = (byte[]?)record.Value,
        headers = Array.Empty<object>(),
    };
}
