namespace Workbook;

/// <summary>How fast, in two styles: the fast one hands records over and counts their reports, the plain one awaits each.</summary>
static class BenchProduce
{
    // A lock and a look at the clock for each report would be a large part of what a record of 100 bytes costs.
    const int CountedAtOnce = 100;

    public static async Task<Result> RunAsync(CancellationToken deadline)
    {
        var load = Workload.Read();
        var payloads = new Payloads(load);
        var config = load.ToProducerConfig();
        using var producer = Connection.Producer(config);
        var meter = new Meter(load);
        meter.Begin();
        if (Given.Plain)
            await OneByOneAsync(producer, payloads, meter, deadline);
        else
            Freely(producer, payloads, meter, deadline);
        return new Result(meter.Evidence(), Connection.Beyond(config));
    }

    static async Task OneByOneAsync(Producer producer, Payloads payloads, Meter meter, CancellationToken deadline)
    {
        while (!meter.Over)
        {
            await producer.ProduceAsync(Given.Topic, payloads.Next(), deadline);
            meter.Count(1);
        }
    }

    static void Freely(Producer producer, Payloads payloads, Meter meter, CancellationToken deadline)
    {
        var reports = new Reports(meter, CountedAtOnce);
        while (!meter.Over)
        {
            reports.ThrowIfFailed();
            for (var n = 0; n < CountedAtOnce; n++)
                Enqueue(producer, payloads.Next(), reports, deadline);
        }
        producer.Flush(deadline); // without it Dispose would throw away what still waits
        reports.CountRest();
        reports.ThrowIfFailed();
    }

    /// <summary>A full queue is an exception of Produce: the caller is meant to wait and try again.</summary>
    public static void Enqueue(Producer producer, Message message, Reports reports, CancellationToken deadline)
    {
        while (true)
        {
            try
            {
                producer.Produce(Given.Topic, message, reports.Handler);
                return;
            }
            catch (ProduceException<byte[]?, byte[]?> error) when (error.Error.Code == ErrorCode.Local_QueueFull)
            {
                deadline.ThrowIfCancellationRequested();
                Thread.Sleep(1);
            }
        }
    }
}

/// <summary>Counts delivery reports, which come on one thread of the client; keeps the first failure.</summary>
sealed class Reports
{
    readonly Meter meter;
    readonly int atOnce;
    int uncounted;
    volatile Error? failure;

    public Reports(Meter meter, int atOnce)
    {
        (this.meter, this.atOnce) = (meter, atOnce);
        Handler = Take; // one delegate for all records
    }

    public Action<DeliveryReport<byte[]?, byte[]?>> Handler { get; }

    // What a handler throws nobody hears but the error handler: a failure is kept, and thrown where somebody waits.
    void Take(DeliveryReport<byte[]?, byte[]?> report)
    {
        if (report.Error.IsError)
            failure ??= report.Error;
        else if (Interlocked.Increment(ref uncounted) >= atOnce)
            CountRest();
    }

    public void CountRest()
    {
        if (Interlocked.Exchange(ref uncounted, 0) is > 0 and var count)
            meter.Count(count);
    }

    public void ThrowIfFailed()
    {
        if (failure is { } error)
            throw new KafkaException(error);
    }
}
