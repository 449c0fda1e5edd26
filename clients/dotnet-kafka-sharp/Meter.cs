using System.Diagnostics;

namespace Workbook;

/// <summary>
/// Counts after a warm-up and knows when it is over. Time and CPU are those from just before the first counted record
/// to the last one. May be used from several threads.
/// </summary>
sealed class Meter(Workload limit)
{
    // Asking the system costs more than counting: the CPU time is at most so much older than the last record.
    static readonly TimeSpan FreshEnough = TimeSpan.FromMilliseconds(20);

    readonly Lock gate = new();
    readonly record struct Mark(long At, TimeSpan Cpu);
    Mark? born;
    Mark? start;
    Mark last;
    long looked;
    int records;

    /// <summary>To be called just before a record is sent or handled: the first call starts the warm-up.</summary>
    public void Begin()
    {
        lock (gate)
        {
            if (born is null)
                born = last = Now(Stopwatch.GetTimestamp());
        }
    }

    /// <summary>To be called when records were acknowledged or handled.</summary>
    public void Count(int count)
    {
        lock (gate)
        {
            var now = Stopwatch.GetTimestamp();
            if (born is { } first && Stopwatch.GetElapsedTime(first.At, now).TotalSeconds >= limit.WarmupSeconds)
            {
                start ??= last; // the end of what was before: these records took from there to here
                records += count;
            }
            last = Now(now);
        }
    }

    public bool Over
    {
        get
        {
            lock (gate)
            {
                return records >= limit.Records
                    || (born is { } first && Stopwatch.GetElapsedTime(first.At).TotalSeconds >= limit.WarmupSeconds + limit.Seconds);
            }
        }
    }

    public object Evidence()
    {
        lock (gate)
        {
            var from = start ?? last;
            return new
            {
                records,
                seconds = Stopwatch.GetElapsedTime(from.At, last.At).TotalSeconds,
                cpuSeconds = (last.Cpu - from.Cpu).TotalSeconds,
                peakRssBytes = PeakRssBytes(),
            };
        }
    }

    /// <summary>The most memory that the process has held at once.</summary>
    public static long PeakRssBytes()
    {
        using var process = Process.GetCurrentProcess();
        return Math.Max(process.PeakWorkingSet64, process.WorkingSet64); // macOS has no peak here
    }

    Mark Now(long at)
    {
        if (looked != 0 && Stopwatch.GetElapsedTime(looked, at) < FreshEnough)
            return new Mark(at, last.Cpu);
        looked = at;
        return new Mark(at, Environment.CpuUsage.TotalTime);
    }
}
