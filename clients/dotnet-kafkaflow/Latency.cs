namespace Workbook;

/// <summary>A producer writes by the schedule, a member of a group reads in the same process, on KafkaFlow's threads.</summary>
static class Latency
{
    public static async Task<Result> RunAsync(CancellationToken deadline)
    {
        var load = Workload.Read();
        var payloads = new Payloads(load);
        var schedule = new Schedule(load);
        var assigned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var producing = await Flow.ProducingAsync(load.Configure);
        await using var consuming = await Flow.ConsumingAsync(consumer => Groups
            .Member(consumer, Given.GroupId is "" ? $"{Given.Topic}-latency" : Given.GroupId, assigned: () => assigned.TrySetResult())
            .WithBufferSize(100)
            .AddMiddlewares(all => all.Add(_ => new Handling(schedule))));
        await assigned.Task.WaitAsync(deadline);
        await schedule.RunAsync(payloads.Next, Sender(producing.Producer, deadline), deadline);
        return new Result(schedule.Evidence(), Settings: load.Settings());
    }

    static Func<Payload, Task> Sender(IMessageProducer producer, CancellationToken deadline)
    {
        if (Given.Plain)
            return payload => producer.ProduceAsync(Given.Topic, payload.Key, payload.Value).WaitAsync(deadline);
        var reports = new Reports(null);
        return payload =>
        {
            reports.Send(producer, payload.Key, payload.Value);
            return Task.CompletedTask;
        };
    }

    sealed class Handling(Schedule schedule) : IMessageMiddleware
    {
        public Task Invoke(IMessageContext context, MiddlewareDelegate next)
        {
            schedule.Handle((byte[])context.Message.Value);
            return Task.CompletedTask;
        }
    }
}
