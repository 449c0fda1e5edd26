using System.Text;
using Kafka.Public;

namespace Workbook;

/// <summary>A record to send.</summary>
readonly record struct Payload(byte[]? Key, byte[]? Value);

/// <summary>
/// Sends, and knows what is still on its way. There is no report for a record: the client counts acknowledgements by topic,
/// and tells of what it gave up.
/// </summary>
sealed class Sender : IDisposable
{
    readonly object gate = new();
    readonly ClusterClient client;
    readonly Action<int>? acknowledged;
    int waiting;
    string? failure;

    public Sender(Configuration configuration, Action<int>? acknowledged = null)
    {
        this.acknowledged = acknowledged;
        client = Cluster.Client(configuration);
        client.ProduceAcknowledged += (_, count) => Settle(count);
        client.MessageDiscarded += _ => Fail("the client has discarded a record");
        client.MessageExpired += _ => Fail("a record has waited too long");
    }

    public void Send(Payload payload, ICollection<KafkaRecordHeader>? headers = null, int partition = Partitions.Any)
    {
        lock (gate)
            waiting++;
        client.Produce(Given.Topic, payload.Key, payload.Value, headers, partition, DateTime.UtcNow);
    }

    /// <summary>Returns when no more than so many records are without an acknowledgement. Throws where one was given up.</summary>
    public void WaitFor(int most, CancellationToken deadline)
    {
        lock (gate)
        {
            while (failure is null && waiting > most)
            {
                deadline.ThrowIfCancellationRequested();
                Monitor.Wait(gate, 100);
            }
            if (failure is not null)
                throw new IOException(failure);
        }
    }

    void Settle(int count)
    {
        acknowledged?.Invoke(count);
        lock (gate)
        {
            waiting -= count;
            Monitor.PulseAll(gate);
        }
    }

    void Fail(string reason)
    {
        lock (gate)
        {
            failure ??= reason;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Writes all in order and waits for all.</summary>
    public static int SendAll(Configuration configuration, IEnumerable<Payload> payloads, CancellationToken deadline)
    {
        using var sender = new Sender(configuration);
        var sent = 0;
        foreach (var payload in payloads)
        {
            sender.Send(payload);
            sent++;
        }
        sender.WaitFor(0, deadline);
        return sent;
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static IEnumerable<Payload> Numbered(int count) =>
        Enumerable.Range(0, count).Select(n => new Payload(Bytes($"k{n}"), Bytes($"value {n}")));

    /// <summary>Values that every codec makes smaller.</summary>
    public static IEnumerable<Payload> Repetitive(int count) =>
        Enumerable.Range(0, count).Select(n => new Payload(null, Bytes(string.Concat(Enumerable.Repeat($"value {n} ", 20)))));

    public void Dispose() => client.Dispose();
}
