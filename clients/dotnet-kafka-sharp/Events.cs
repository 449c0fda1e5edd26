using System.Text.Json;
using Kafka.Public;

namespace Workbook;

/// <summary>The source chapter's event.</summary>
record OrderEvent(int? Id, string Customer, double Amount);

/// <summary>
/// The source chapter's producer and consumer, corrected: every acknowledgement is waited for, offsets are committed after the
/// work, a record that is no event stops the consumer instead of being skipped, and every way out closes the client.
/// </summary>
static class Events
{
    public static async Task<Result> ProduceAsync(CancellationToken deadline)
    {
        using (var sender = new Sender(Cluster.Configuration()))
        {
            foreach (var id in Enumerable.Range(0, Given.Records))
            {
                var customer = $"customer-{id % 7}";
                var value = JsonSerializer.SerializeToUtf8Bytes(new OrderEvent(id, customer, 12.5), JsonSerializerOptions.Web);
                sender.Send(
                    new Payload(Sender.Bytes(customer), value),
                    [new KafkaRecordHeader { Key = "source", Value = Sender.Bytes("dotnet-kafka-sharp") }]);
            }
            sender.WaitFor(0, deadline);
        }
        return new Result(new { acked = Given.Records, partitions = await CountAsync(deadline) });
    }

    // An acknowledgement tells no partition: the ends of the partitions do, in a topic of one's own.
    static async Task<Dictionary<string, long>> CountAsync(CancellationToken deadline)
    {
        using var client = Cluster.Client(Cluster.Configuration());
        var counts = new Dictionary<string, long>();
        foreach (var partition in await client.GetPartitionforTopicAsync(Given.Topic).WaitAsync(deadline))
            counts[$"{partition}"] = await client.GetLatestOffset(Given.Topic, partition).WaitAsync(deadline);
        return counts;
    }

    public static async Task<Result> ConsumeAsync(CancellationToken deadline)
    {
        using var told = new Told(deadline);
        var client = Cluster.Client(Cluster.Configuration());
        var handler = new Handler(client, Given.Records, Handle) { CommitEach = true };
        client.MessageReceived += handler.Receive;
        client.PartitionsAssigned += SayReadyOnce();
        client.Join(Given.GroupId);
        try
        {
            await handler.EndAsync(told.Token);
        }
        finally
        {
            await client.Shutdown(); // commits what was handled, and leaves the group
        }
        deadline.ThrowIfCancellationRequested();
        var consumed = handler.Handled;
        // Who wrote a record stands in a header, which a reader does not get.
        return new Result(new { consumed, stopped = consumed == Given.Records ? "count" : "SIGTERM", sources = new { unknown = consumed } });
    }

    static void Handle(RawKafkaRecord record)
    {
        var value = JsonSerializer.Deserialize<OrderEvent>((byte[])record.Value ?? "null"u8, JsonSerializerOptions.Web);
        if (value?.Id is null)
            throw new InvalidDataException($"not an event: {record.Topic} [{record.Partition}] @{record.Offset}");
    }

    static Action<IDictionary<string, ISet<int>>> SayReadyOnce()
    {
        var said = 0;
        return _ =>
        {
            if (Interlocked.Exchange(ref said, 1) == 0)
                Console.WriteLine("ready");
        };
    }
}
