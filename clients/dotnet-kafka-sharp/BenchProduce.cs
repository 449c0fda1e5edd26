namespace Workbook;

/// <summary>How fast, in two styles: the fast one hands records over and counts acknowledgements, the plain one waits for each.</summary>
static class BenchProduce
{
    const int MostWaiting = 50_000;

    public static Result Run(CancellationToken deadline)
    {
        var load = Workload.Read();
        var payloads = new Payloads(load);
        var configuration = load.ToConfiguration();
        var meter = new Meter(load);
        using var sender = new Sender(configuration, meter.Count);
        meter.Begin();
        while (!meter.Over)
        {
            for (var n = 0; n < (Given.Plain ? 1 : 100); n++)
                sender.Send(payloads.Next());
            sender.WaitFor(Given.Plain ? 0 : MostWaiting, deadline);
        }
        sender.WaitFor(0, deadline);
        return new Result(meter.Evidence(), Workload.Settings(configuration));
    }
}
