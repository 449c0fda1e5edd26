using System.Runtime.InteropServices;

namespace Workbook;

/// <summary>
/// A token that ends when the caller has seen enough, and with the deadline. The caller says so by SIGTERM (a person by
/// Ctrl-C), or, with STOP_BY=stdin, by closing standard input, because Windows has no signals. Since .NET 10 neither
/// ProcessExit nor CancelKeyPress is raised at SIGTERM; and without <c>Cancel = true</c> the runtime ends the program as
/// soon as the handler returns, before anything is committed or closed.
/// </summary>
sealed class Told : IDisposable
{
    readonly CancellationTokenSource source;
    readonly PosixSignalRegistration[] registrations; // held: a registration ends with its object

    public Told(CancellationToken deadline)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        registrations = [Register(PosixSignal.SIGTERM), Register(PosixSignal.SIGINT)];
        if (Given.Text("STOP_BY", "") == "stdin")
            new Thread(WaitForEndOfInput) { IsBackground = true }.Start();
    }

    public CancellationToken Token => source.Token;

    PosixSignalRegistration Register(PosixSignal signal) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            source.Cancel();
        });

    void WaitForEndOfInput()
    {
        try
        {
            using var input = Console.OpenStandardInput();
            input.CopyTo(Stream.Null);
        }
        catch (IOException)
        {
            // As good as its end.
        }
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The scenario was over before.
        }
    }

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }
}
