namespace Workbook;

static class Eventually
{
    /// <summary>
    /// Asks until the answer is as wanted, or for five seconds, and gives the last answer. A broker confirms a change
    /// when the controller has it, and may hear of it itself a moment later.
    /// </summary>
    public static async Task<T> SeenAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted, CancellationToken deadline)
    {
        for (var end = Environment.TickCount64 + 5_000; ;)
        {
            var answer = await ask().WaitAsync(deadline);
            if (wanted(answer) || Environment.TickCount64 > end)
                return answer;
            await Task.Delay(50, deadline);
        }
    }
}
