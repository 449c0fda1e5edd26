using Confluent.Kafka;
using KafkaFlow.Serializer;

namespace Workbook;

/// <summary>
/// What KafkaFlow does where a newcomer expects otherwise: no scenario of the contract, but the ground of the warnings in
/// benchmarks/warnings.json. The topic's and the group's offsets tell what became of it.
/// </summary>
static class Trials
{
    /// <summary>Two of twenty records are not handled: is their group to get them again?</summary>
    public static async Task<Result> HandlerFailsAsync(CancellationToken deadline)
    {
        var failing = new Failing(Given.Records);
        await using (await Flow.ConsumingAsync(consumer => Groups.Member(consumer, Given.GroupId).AddMiddlewares(all => all.Add(_ => failing))))
            await failing.Ended.WaitAsync(deadline);
        return new Result(new { handled = failing.Handled, failed = failing.Failed });
    }

    /// <summary>A thousand records are handed over, and the bus is stopped at once, as a program does at its end.</summary>
    public static async Task<Result> StopAsync(CancellationToken deadline)
    {
        await using (var flow = await Flow.ProducingAsync(producer => producer.WithLingerMs(2_000)))
            foreach (var payload in Sending.Numbered(1_000))
                flow.Producer.Produce(Given.Topic, payload.Key, payload.Value);
        return new Result(new { handedOver = 1_000 });
    }

    /// <summary>Fifty thousand records through a serializer into a queue of a thousand, without a delivery handler.</summary>
    public static async Task<Result> FullQueueAsync(CancellationToken deadline)
    {
        const int many = 50_000;
        await using var flow = await Flow.ProducingAsync(producer => producer
            .WithProducerConfig(new ProducerConfig { QueueBufferingMaxMessages = 1_000 })
            .AddMiddlewares(all => all.AddSingleTypeSerializer<OrderEvent, JsonCoreSerializer>()));
        for (var id = 0; id < many; id++)
            flow.Producer.Produce(Given.Topic, null, new OrderEvent(id, "customer", 12.5));
        await Task.Delay(TimeSpan.FromSeconds(5), deadline); // more than enough for what waits in the queue
        return new Result(new { handedOver = many });
    }

    /// <summary>By the new group protocol a second member comes while the first works. Both end cleanly: is all committed?</summary>
    public static async Task<Result> SecondMemberAsync(CancellationToken deadline)
    {
        var config = new ConsumerConfig { GroupProtocol = GroupProtocol.Consumer };
        var (first, second) = (new Working(), new Working());
        await using (await Flow.ConsumingAsync(consumer => Groups.Member(consumer, Given.GroupId, config).AddMiddlewares(all => all.Add(_ => first))))
        {
            await UntilAsync(() => first.Handled >= 30, deadline);
            await using (await Flow.ConsumingAsync(consumer => Groups.Member(consumer, Given.GroupId, config).AddMiddlewares(all => all.Add(_ => second))))
                await UntilAsync(() => first.Handled + second.Handled >= Given.Records, deadline);
        }
        return new Result(new { first = first.Handled, second = second.Handled });
    }

    static async Task UntilAsync(Func<bool> so, CancellationToken deadline)
    {
        while (!so())
            await Task.Delay(20, deadline);
    }

    sealed class Working : IMessageMiddleware
    {
        public int Handled { get; private set; }

        public async Task Invoke(IMessageContext context, MiddlewareDelegate next)
        {
            await Task.Delay(30);
            Handled++;
        }
    }

    sealed class Failing(int records) : IMessageMiddleware
    {
        readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => ended.Task;

        public int Handled { get; private set; }

        public int Failed { get; private set; }

        public Task Invoke(IMessageContext context, MiddlewareDelegate next)
        {
            var fails = (Handled + Failed) % 10 == 3;
            if (fails)
                Failed++;
            else
                Handled++;
            if (Handled + Failed == records)
                ended.TrySetResult();
            return fails ? throw new InvalidOperationException("the work went wrong") : next(context);
        }
    }
}
