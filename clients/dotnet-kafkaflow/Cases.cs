using System.Text.Json;
using Confluent.Kafka;

namespace Workbook;

/// <summary>Records byte for byte, as CASES_FILE holds them: base64, or null.</summary>
static class Cases
{
    // KafkaFlow does not tell of the end of a partition: after so long without a record there is none.
    const int QuietMs = 3_000;

    record Case(byte[]? Key, byte[]? Value, string?[][] Headers);

    public static async Task<Result> WriteAsync(CancellationToken deadline)
    {
        await using var file = File.OpenRead(Given.Text("CASES_FILE", ""));
        var cases = await JsonSerializer.DeserializeAsync<Case[]>(file, JsonSerializerOptions.Web, deadline) ?? [];
        var codec = Enum.Parse<CompressionType>(Given.Text("COMPRESSION", "none"), ignoreCase: true);
        await using var flow = await Flow.ProducingAsync(producer => producer.WithCompression(codec));
        var written = await Task.WhenAll(cases.Select(one => flow.Producer.ProduceAsync(Given.Topic, one.Key, one.Value, ToHeaders(one), 0))).WaitAsync(deadline);
        return new Result(new { written = written.Length });
    }

    static MessageHeaders ToHeaders(Case one)
    {
        var headers = new MessageHeaders();
        foreach (var header in one.Headers)
            headers.Add(header[0], header[1] is { } value ? Convert.FromBase64String(value) : null);
        return headers;
    }

    /// <summary>Without a group there is no reading in KafkaFlow: this one has a name that nobody used, and commits nothing.</summary>
    public static async Task<Result> ReadAsync(CancellationToken deadline)
    {
        var committed = Given.Text("ISOLATION", "read_committed") == "read_committed";
        var config = new ConsumerConfig { IsolationLevel = committed ? IsolationLevel.ReadCommitted : IsolationLevel.ReadUncommitted };
        var collect = new Collect(Given.Records);
        await using var flow = await Flow.ConsumingAsync(consumer => consumer
            .WithConsumerConfig(config)
            .ManualAssignPartitions(Given.Topic, [0])
            .WithGroupId($"{Given.Topic}-read-{Guid.NewGuid():N}")
            .WithAutoOffsetReset(KafkaFlow.AutoOffsetReset.Earliest)
            .WithoutStoringOffsets()
            .WithWorkersCount(1)
            .WithBufferSize(100)
            .AddMiddlewares(all => all.Add(_ => collect)));
        var started = Environment.TickCount64;
        while (collect.Found.Count < Given.Records && Environment.TickCount64 - Math.Max(started, collect.LastAt) < QuietMs)
            await Task.Delay(20, deadline);
        return new Result(new { records = collect.Found.Select(ToCase) }, Result.ByConfiguration);
    }

    static object ToCase(Seen record) => new
    {
        offset = record.Offset,
        key = record.Key,
        value = record.Value,
        headers = record.Headers.Select(header => new object?[] { header.Key, header.Value }),
    };
}
