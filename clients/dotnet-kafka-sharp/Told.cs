using System.Runtime.InteropServices;

namespace Workbook.KafkaSharp;

/// <summary>
/// A token that ends at SIGTERM, at Ctrl-C, and with the deadline. Since .NET 10 neither ProcessExit nor CancelKeyPress
/// is raised at SIGTERM; and without <c>Cancel = true</c> the runtime ends the program as soon as the handler returns,
/// before anything is committed or closed.
/// </summary>
sealed class Told : IDisposable
{
    readonly CancellationTokenSource source;
    readonly PosixSignalRegistration[] registrations; // held: a registration ends with its object

    public Told(CancellationToken deadline)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        registrations = [Register(PosixSignal.SIGTERM), Register(PosixSignal.SIGINT)];
    }

    public CancellationToken Token => source.Token;

    PosixSignalRegistration Register(PosixSignal signal) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            source.Cancel();
        });

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }
}
