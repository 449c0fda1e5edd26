namespace Workbook;

/// <summary>A producer writes by the schedule, a member of a group reads in the same process, on a thread of its own.</summary>
static class Latency
{
    public static async Task<Result> RunAsync(CancellationToken deadline)
    {
        var load = Workload.Read();
        var payloads = new Payloads(load);
        var config = load.ToProducerConfig();
        using var producer = Connection.Producer(config);
        var schedule = new Schedule(load);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        var assigned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Factory.StartNew(() => Read(schedule, assigned, stop.Token), TaskCreationOptions.LongRunning);
        try
        {
            await Task.WhenAny(assigned.Task, reading).WaitAsync(deadline);
            await schedule.RunAsync(payloads.Next, Sender(producer, deadline), deadline);
        }
        finally
        {
            // The loop's own thread closes the consumer: one that is disposed under a Consume crashes the process.
            stop.Cancel();
            await reading;
        }
        return new Result(schedule.Evidence(), Connection.Beyond(config));
    }

    static void Read(Schedule schedule, TaskCompletionSource assigned, CancellationToken stop)
    {
        var config = Member.Config(Given.GroupId is "" ? $"{Given.Topic}-latency" : Given.GroupId);
        config.EnableAutoCommit = true;
        using var member = Member.Join(config, () => assigned.TrySetResult());
        foreach (var record in member.Records(stop))
            schedule.Handle(record.Message.Value);
    }

    static Func<Message, Task> Sender(Producer producer, CancellationToken deadline)
    {
        if (Given.Plain)
            return message => producer.ProduceAsync(Given.Topic, message, deadline);
        var failed = default(Error);
        return message =>
        {
            if (failed is { } error)
                throw new KafkaException(error);
            producer.Produce(Given.Topic, message, report => failed = report.Error.IsError ? report.Error : failed);
            return Task.CompletedTask;
        };
    }
}
