using System.Buffers.Binary;
using System.Diagnostics;

namespace Workbook;

/// <summary>
/// Sends at fixed times and takes the time of what comes back from when it was due, not from when it was sent: a record
/// that had to wait for its turn has waited.
/// </summary>
sealed class Schedule(Workload load)
{
    readonly int total = (int)((load.WarmupSeconds + load.Seconds) * load.Rate);
    readonly int warmup = (int)(load.WarmupSeconds * load.Rate);
    readonly Lock gate = new();
    readonly List<double> latencies = [];
    // Else the rest of the scenario would run on the reader's thread, inside of SetResult, and wait there for that thread's end.
    readonly TaskCompletionSource allBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long startMicros;
    long startTicks;
    int late;
    TimeSpan cpuBefore;

    int Expected => total - warmup;

    /// <summary>Calls <paramref name="send"/> for each record when it is due; ends when all that is measured has come back.</summary>
    public async Task RunAsync(Func<Payload> next, Func<Payload, Task> send, CancellationToken deadline)
    {
        Volatile.Write(ref startMicros, NowMicros());
        startTicks = Stopwatch.GetTimestamp();
        for (var n = 0; n < total; n++)
        {
            var due = TimeSpan.FromSeconds(n / load.Rate);
            if (n == warmup)
                cpuBefore = Environment.CpuUsage.TotalTime;
            WaitUntil(due);
            if (n >= warmup && Elapsed - due > TimeSpan.FromMilliseconds(1))
                late++;
            await send(Stamped(next(), due));
            deadline.ThrowIfCancellationRequested();
        }
        await allBack.Task.WaitAsync(deadline);
    }

    /// <summary>Takes the time of a record, on any thread; those of the warm-up and of earlier runs are left out.</summary>
    public void Handle(byte[]? value)
    {
        var now = NowMicros();
        var due = BinaryPrimitives.ReadInt64BigEndian(value);
        var start = Volatile.Read(ref startMicros);
        if (start == 0 || due < start + (long)(load.WarmupSeconds * 1e6))
            return;
        lock (gate)
        {
            latencies.Add((now - due) / 1000.0);
            if (latencies.Count == Expected)
                allBack.TrySetResult();
        }
    }

    public object Evidence()
    {
        latencies.Sort();
        return new
        {
            records = latencies.Count,
            p50Ms = At(0.5),
            p99Ms = At(0.99),
            p999Ms = At(0.999),
            maxMs = At(1),
            lateSends = late,
            cpuSeconds = (Environment.CpuUsage.TotalTime - cpuBefore).TotalSeconds,
            peakRssBytes = Meter.PeakRssBytes(),
        };
    }

    double At(double part) => latencies[(int)(part * (latencies.Count - 1))];

    TimeSpan Elapsed => Stopwatch.GetElapsedTime(startTicks);

    static long NowMicros() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    Payload Stamped(Payload payload, TimeSpan due)
    {
        var value = (byte[])payload.Value!.Clone();
        BinaryPrimitives.WriteInt64BigEndian(value, startMicros + (long)due.TotalMicroseconds);
        return payload with { Value = value };
    }

    // Thread.Sleep cuts to whole milliseconds, so the last one would end too early: its rest is given to whoever wants to run.
    void WaitUntil(TimeSpan due)
    {
        while (due - Elapsed is { Ticks: > 0 } left)
        {
            if (left.TotalMilliseconds >= 1)
                Thread.Sleep(left);
            else
                Thread.Yield();
        }
    }
}
