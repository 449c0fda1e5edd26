using System.Text;
using System.Text.Json;

namespace Workbook;

/// <summary>The source chapter's event.</summary>
record OrderEvent(int? Id, string Customer, double Amount);

/// <summary>
/// The source chapter's producer and consumer, corrected: every delivery is waited for, offsets are committed after the
/// work, a record that is no event stops the consumer instead of being skipped, and every way out closes the client.
/// </summary>
static class Events
{
    public static async Task<Result> ProduceAsync(CancellationToken deadline)
    {
        var config = Sending.Config();
        config.Acks = Acks.All;
        var reports = await Sending.SendAsync(config, Enumerable.Range(0, Given.Records).Select(Event), deadline);
        var partitions = reports.CountBy(report => report.Partition.Value).ToDictionary(each => each.Key.ToString(), each => each.Value);
        return new Result(new { acked = reports.Length, partitions }, Connection.Beyond(config));
    }

    static Message Event(int id)
    {
        var customer = $"customer-{id % 7}";
        return new Message
        {
            Key = Sending.Bytes(customer),
            Value = JsonSerializer.SerializeToUtf8Bytes(new OrderEvent(id, customer, 12.5), JsonSerializerOptions.Web),
            Headers = [new Header("source", Sending.Bytes("dotnet-confluent-kafka"))],
        };
    }

    public static Result Consume(CancellationToken deadline)
    {
        using var told = new Told(deadline);
        using var member = Member.Join(Member.Config(Given.GroupId), Groups.SayReadyOnce());
        var sources = new Dictionary<string, int>();
        foreach (var record in member.Records(told.Token).Take(Given.Records))
        {
            var source = Handle(record);
            member.Commit(record);
            sources[source] = sources.GetValueOrDefault(source) + 1;
        }
        deadline.ThrowIfCancellationRequested();
        var consumed = sources.Values.Sum();
        return new Result(new { consumed, stopped = consumed == Given.Records ? "count" : "SIGTERM", sources });
    }

    /// <summary>Does the work for one event and says who wrote it. JSON that says null, and one without an id, is no event either.</summary>
    static string Handle(Received record)
    {
        var orderEvent = record.Message.Value is { } value
            ? JsonSerializer.Deserialize<OrderEvent>(value, JsonSerializerOptions.Web)
            : null;
        if (orderEvent?.Id is null)
            throw new InvalidDataException($"not an event: {record.TopicPartitionOffset}");
        return record.Message.Headers.TryGetLastBytes("source", out var source) ? Encoding.UTF8.GetString(source) : "unknown";
    }
}
