namespace Workbook;

/// <summary>How fast, in two styles: the fast one hands records over and counts their reports, the plain one awaits each.</summary>
static class BenchProduce
{
    // Half of librdkafka's queue: KafkaFlow loses what finds it full, behind a middleware without a word.
    const int MostWaiting = 50_000;

    public static async Task<Result> RunAsync(CancellationToken deadline)
    {
        var load = Workload.Read();
        var payloads = new Payloads(load);
        await using var flow = await Flow.ProducingAsync(load.Configure);
        var meter = new Meter(load);
        meter.Begin();
        if (Given.Plain)
            await OneByOneAsync(flow.Producer, payloads, meter, deadline);
        else
            Freely(flow.Producer, payloads, meter, deadline);
        return new Result(meter.Evidence(), Settings: load.Settings());
    }

    static async Task OneByOneAsync(IMessageProducer producer, Payloads payloads, Meter meter, CancellationToken deadline)
    {
        while (!meter.Over)
        {
            var (key, value) = payloads.Next();
            await producer.ProduceAsync(Given.Topic, key, value).WaitAsync(deadline);
            meter.Count(1);
        }
    }

    static void Freely(IMessageProducer producer, Payloads payloads, Meter meter, CancellationToken deadline)
    {
        var reports = new Reports(meter);
        while (!meter.Over)
        {
            for (var n = 0; n < 100; n++)
            {
                var (key, value) = payloads.Next();
                reports.Send(producer, key, value);
            }
            reports.WaitFor(MostWaiting, deadline);
        }
        reports.WaitFor(0, deadline); // nothing else waits for them: the bus flushes no producer
    }
}

/// <summary>Counts delivery reports; keeps the first failure.</summary>
sealed class Reports(Meter? meter)
{
    // A lock and a look at the clock for each report would be a part of what a record costs.
    const int CountedAtOnce = 100;
    int waiting;
    int uncounted;
    volatile Confluent.Kafka.Error? failure;

    public void Send(IMessageProducer producer, byte[]? key, byte[] value)
    {
        Interlocked.Increment(ref waiting);
        producer.Produce(Given.Topic, key, value, null, Take);
    }

    // After a failure it is called a second time, with an error of KafkaFlow's own.
    void Take(Confluent.Kafka.DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError)
            failure ??= report.Error;
        else if (Interlocked.Increment(ref uncounted) >= CountedAtOnce)
            CountRest();
        Interlocked.Decrement(ref waiting);
    }

    /// <summary>Returns when no more than so many are without a report; throws the first failure.</summary>
    public void WaitFor(int most, CancellationToken deadline)
    {
        while (failure is null && Volatile.Read(ref waiting) > most)
        {
            deadline.ThrowIfCancellationRequested();
            Thread.Sleep(1);
        }
        if (failure is { } error)
            throw new Confluent.Kafka.KafkaException(error);
        if (most == 0)
            CountRest();
    }

    void CountRest()
    {
        if (Interlocked.Exchange(ref uncounted, 0) is > 0 and var count)
            meter?.Count(count);
    }
}
