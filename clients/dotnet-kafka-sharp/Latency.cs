namespace Workbook;

/// <summary>A producer writes by the schedule, a member of a group reads in the same process, on the client's thread.</summary>
static class Latency
{
    public static async Task<Result> RunAsync(CancellationToken deadline)
    {
        var load = Workload.Read();
        var payloads = new Payloads(load);
        var configuration = load.ToConfiguration();
        var schedule = new Schedule(load);
        var assigned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var reader = Cluster.Client(Cluster.Configuration());
        reader.MessageReceived += record => schedule.Handle((byte[]?)record.Value);
        reader.PartitionsAssigned += _ => assigned.TrySetResult();
        reader.Join(Given.GroupId is "" ? $"{Given.Topic}-latency" : Given.GroupId);
        await assigned.Task.WaitAsync(deadline);
        using var sender = new Sender(configuration);
        await schedule.RunAsync(payloads.Next, Send, deadline);
        return new Result(schedule.Evidence(), Workload.Settings(configuration));

        Task Send(Payload payload)
        {
            sender.Send(payload);
            if (Given.Plain)
                sender.WaitFor(0, deadline);
            return Task.CompletedTask;
        }
    }
}
