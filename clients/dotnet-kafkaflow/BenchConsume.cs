using Confluent.Kafka;
using KafkaFlow.Configuration;

namespace Workbook;

/// <summary>
/// How fast a member of a group reads: fast with the ten workers of KafkaFlow's own examples, plain with one. It has no
/// commit for a record, in neither style.
/// </summary>
static class BenchConsume
{
    const int Workers = 10;
    const int Buffer = 100;

    public static async Task<Result> RunAsync(CancellationToken deadline)
    {
        var load = Workload.Read();
        var count = new Counting(load);
        var config = new ConsumerConfig { FetchQueueBackoffMs = load.FetchAgainMs };
        await using (await Flow.ConsumingAsync(consumer => Configure(consumer, config).AddMiddlewares(all => all.Add(_ => count))))
            await count.Ended.WaitAsync(deadline);
        var settings = new Dictionary<string, object> { ["WithWorkersCount"] = Given.Plain ? 1 : Workers, ["WithBufferSize"] = Given.Plain ? 1 : Buffer };
        if (load.FetchAgainMs is { } milliseconds)
            settings["ConsumerConfig.FetchQueueBackoffMs"] = milliseconds;
        return new Result(count.Meter.Evidence(), Settings: settings);
    }

    static IConsumerConfigurationBuilder Configure(IConsumerConfigurationBuilder consumer, ConsumerConfig config)
    {
        var member = Groups.Member(consumer, Given.GroupId, config);
        return Given.Plain ? member : member.WithWorkersCount(Workers).WithBufferSize(Buffer);
    }

    sealed class Counting(Workload load) : IMessageMiddleware
    {
        readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Meter Meter { get; } = new(load);

        public Task Ended => ended.Task;

        public async Task Invoke(IMessageContext context, MiddlewareDelegate next)
        {
            if (Meter.Over)
            {
                ended.TrySetResult();
                return;
            }
            Meter.Begin();
            if (load.HandlerMs > 0)
                await Task.Delay(load.HandlerMs);
            Meter.Count(1);
        }
    }
}
