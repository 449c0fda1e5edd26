using System.Text;
using KafkaFlow.Configuration;

namespace Workbook;

/// <summary>A record to send: no middleware is between these bytes and the broker.</summary>
readonly record struct Payload(byte[]? Key, byte[] Value);

/// <summary>Records in, delivery reports out.</summary>
static class Sending
{
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static Payload[] Numbered(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new Payload(Bytes($"k{n}"), Bytes($"value {n}")))];

    /// <summary>Values that every codec makes smaller: librdkafka sends a batch as it is where the codec makes it larger.</summary>
    public static Payload[] Repetitive(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new Payload(null, Bytes(string.Concat(Enumerable.Repeat($"value {n} ", 20)))))];

    /// <summary>Hands all over in order, without waiting in between, then waits for the report of each. Throws the first failure.</summary>
    public static Task<Report[]> SendAsync(this IMessageProducer producer, IEnumerable<Payload> payloads, CancellationToken deadline) =>
        Task.WhenAll(payloads.Select(one => producer.ProduceAsync(Given.Topic, one.Key, one.Value))).WaitAsync(deadline);

    /// <summary>The same by a bus of its own.</summary>
    public static async Task<Report[]> SendAsync(Action<IProducerConfigurationBuilder> configure, IEnumerable<Payload> payloads, CancellationToken deadline)
    {
        await using var flow = await Flow.ProducingAsync(configure);
        return await flow.Producer.SendAsync(payloads, deadline);
    }
}
