namespace Workbook;

/// <summary>How fast a member of a group reads: fast with the client's own commits, plain with one for each record.</summary>
static class BenchConsume
{
    const int AutoCommitMs = 5_000;

    public static async Task<Result> RunAsync(CancellationToken deadline)
    {
        var load = Workload.Read();
        var meter = new Meter(load);
        var client = Cluster.Client(Cluster.Configuration());
        using var over = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        var handler = new Handler(client, int.MaxValue, _ => Handle(load, meter, over)) { CommitEach = Given.Plain };
        client.MessageReceived += handler.Receive;
        client.Join(Given.GroupId, Given.Plain ? -1 : AutoCommitMs);
        await handler.EndAsync(over.Token);
        await client.Shutdown();
        deadline.ThrowIfCancellationRequested();
        var commits = new Dictionary<string, object> { ["AutoCommitEveryMs"] = Given.Plain ? -1 : AutoCommitMs };
        return new Result(meter.Evidence(), commits);
    }

    static void Handle(Workload load, Meter meter, CancellationTokenSource over)
    {
        if (meter.Over)
        {
            over.Cancel();
            return;
        }
        meter.Begin();
        if (load.HandlerMs > 0)
            Thread.Sleep(load.HandlerMs);
        meter.Count(1);
    }
}
