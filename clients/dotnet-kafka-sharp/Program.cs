// dotnet-kafka-sharp <scenario> [feature]: runs one scenario of ../README.md and prints its result as the last line of stdout.
using Workbook;

// A scenario that hears of the deadline a little earlier can still say in its own words what it waited for.
using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(Given.DeadlineMs * 0.95));
using var end = new Timer(_ => Outcome.Late.Finish(), null, Given.DeadlineMs, Timeout.Infinite);

(await RunAsync(string.Join(' ', args), deadline.Token)).Finish();

static async Task<Outcome> RunAsync(string words, CancellationToken deadline)
{
    if (!Scenarios.All.TryGetValue(words, out var scenario))
        return Outcome.NotOffered($"no program for {words}");
    try
    {
        return Outcome.Works(await scenario(deadline));
    }
    catch (NotOfferedException missing)
    {
        return Outcome.NotOffered(missing.Message);
    }
    catch (OperationCanceledException) when (deadline.IsCancellationRequested)
    {
        return Outcome.Fails(Log.Explain("no answer before the deadline"));
    }
    catch (IOException error)
    {
        return Outcome.Fails(Log.Explain(error.Message));
    }
    catch (Exception error)
    {
        Console.Error.WriteLine(error);
        return Outcome.Fails(error.Message);
    }
}
