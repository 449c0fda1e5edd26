using System.Text;
using System.Text.Json;
using KafkaFlow.Serializer;

namespace Workbook;

/// <summary>The source chapter's event.</summary>
record OrderEvent(int? Id, string Customer, double Amount);

/// <summary>
/// The source chapter's producer and consumer in KafkaFlow's idiom: serializers are middlewares, and a class handles each
/// event. "Single type", because the other kind drops every record without a header of KafkaFlow's own, and commits it.
/// </summary>
static class Events
{
    public static async Task<Result> ProduceAsync(CancellationToken deadline)
    {
        await using var flow = await Flow.ProducingAsync(producer => producer
            .WithAcks(Acks.All)
            .AddMiddlewares(middlewares => middlewares.AddSingleTypeSerializer<OrderEvent, JsonCoreSerializer>(
                _ => new JsonCoreSerializer(JsonSerializerOptions.Web))));
        var reports = await Task.WhenAll(Enumerable.Range(0, Given.Records).Select(id => SendAsync(flow.Producer, id))).WaitAsync(deadline);
        var partitions = reports.CountBy(report => report.Partition.Value).ToDictionary(each => each.Key.ToString(), each => each.Value);
        return new Result(new { acked = reports.Length, partitions });
    }

    static Task<Report> SendAsync(IMessageProducer producer, int id)
    {
        var customer = $"customer-{id % 7}";
        var headers = new MessageHeaders();
        headers.Add("source", Sending.Bytes("dotnet-kafkaflow"));
        return producer.ProduceAsync(Given.Topic, customer, new OrderEvent(id, customer, 12.5), headers);
    }

    public static async Task<Result> ConsumeAsync(CancellationToken deadline)
    {
        using var told = new Told(deadline);
        var work = new Work(Given.Records);
        await using (await Flow.ConsumingAsync(consumer => Groups.Member(consumer, Given.GroupId, assigned: Groups.SayReadyOnce())
            .AddMiddlewares(middlewares => middlewares
                .Add(_ => work)
                .AddSingleTypeDeserializer<OrderEvent, JsonCoreDeserializer>(_ => new JsonCoreDeserializer(JsonSerializerOptions.Web))
                .AddTypedHandlers(handlers => handlers.AddHandler<OrderHandler>()))))
        {
            await work.Ended.WaitAsync(told.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        } // the bus ends here: it commits what was handled, and leaves the group
        deadline.ThrowIfCancellationRequested();
        if (work.Failure is { } failure)
            throw failure;
        var consumed = work.Sources.Values.Sum();
        return new Result(new { consumed, stopped = consumed == Given.Records ? "count" : "SIGTERM", sources = work.Sources });
    }
}

/// <summary>Does the work for one event.</summary>
sealed class OrderHandler : IMessageHandler<OrderEvent>
{
    public Task Handle(IMessageContext context, OrderEvent message) =>
        message?.Id is null
            ? throw new InvalidDataException($"not an event: {context.ConsumerContext.TopicPartitionOffset}")
            : Task.CompletedTask;
}

/// <summary>
/// Stands around deserializer and handler. Left to itself KafkaFlow logs what a handler throws and commits the record; here
/// the first failure keeps its offset, and all that come after it, from being stored, and ends the work.
/// </summary>
sealed class Work(int wanted) : IMessageMiddleware
{
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int handled;

    public Task Ended => ended.Task;

    public Exception? Failure { get; private set; }

    public Dictionary<string, int> Sources { get; } = [];

    public async Task Invoke(IMessageContext context, MiddlewareDelegate next)
    {
        if (Failure is not null || handled == wanted)
        {
            context.ConsumerContext.ShouldStoreOffset = false;
            return;
        }
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            context.ConsumerContext.ShouldStoreOffset = false;
            Failure = failure;
            ended.TrySetResult();
            return;
        }
        var source = context.Headers["source"] is { } name ? Encoding.UTF8.GetString(name) : "unknown";
        Sources[source] = Sources.GetValueOrDefault(source) + 1;
        if (++handled == wanted)
            ended.TrySetResult();
    }
}
