using System.Text;

namespace Workbook;

/// <summary>Records in, delivery reports out.</summary>
static class Sending
{
    public static ProducerConfig Config() => new(Connection.Config());

    public static Message[] Numbered(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new Message { Key = Bytes($"k{n}"), Value = Bytes($"value {n}") })];

    /// <summary>Values that every codec makes smaller: librdkafka sends a batch as it is where the codec makes it larger.</summary>
    public static Message[] Repetitive(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new Message { Value = Bytes(string.Concat(Enumerable.Repeat($"value {n} ", 20))) })];

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Hands all over in order, without waiting in between, then waits for the report of each. Throws the first failure.</summary>
    public static Task<Report[]> SendAsync(this Producer producer, IEnumerable<Message> messages, CancellationToken deadline) =>
        producer.SendAsync(new TopicPartition(Given.Topic, Partition.Any), messages, deadline);

    public static Task<Report[]> SendAsync(this Producer producer, TopicPartition to, IEnumerable<Message> messages, CancellationToken deadline) =>
        Task.WhenAll(messages.Select(message => producer.ProduceAsync(to, message, deadline)));

    /// <summary>The same by a producer of its own. Its end loses nothing: every report is there.</summary>
    public static async Task<Report[]> SendAsync(ProducerConfig config, IEnumerable<Message> messages, CancellationToken deadline)
    {
        using var producer = Connection.Producer(config);
        return await producer.SendAsync(messages, deadline);
    }
}
