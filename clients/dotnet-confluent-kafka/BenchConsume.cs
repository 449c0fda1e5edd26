namespace Workbook;

/// <summary>How fast a member of a group reads: fast with the client's own commits, plain with one for each record.</summary>
static class BenchConsume
{
    public static Result Run(CancellationToken deadline)
    {
        var load = Workload.Read();
        var config = Member.Config(Given.GroupId);
        config.EnableAutoCommit = !Given.Plain;
        // By default a full queue makes librdkafka wait for a second, and small records are gone in a tenth of it.
        if (load.FetchAgainMs is { } milliseconds)
            config.FetchQueueBackoffMs = milliseconds;
        using var member = Member.Join(config);
        var meter = new Meter(load);
        while (!meter.Over && !deadline.IsCancellationRequested)
        {
            if (member.Next() is not { } record)
                continue;
            meter.Begin();
            if (load.HandlerMs > 0)
                Thread.Sleep(load.HandlerMs);
            if (Given.Plain)
                member.Commit(record);
            meter.Count(1);
        }
        deadline.ThrowIfCancellationRequested();
        return new Result(meter.Evidence(), Connection.Beyond(config));
    }
}
