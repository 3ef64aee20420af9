using Microsoft.AspNetCore.Components;

namespace K8sDashboard.Web.Ui;

/// <summary>
/// Base of components that subscribe to an asynchronous stream: one subscription at a time, received on the renderer's dispatcher,
/// cancelled by the next one and by disposal. An exception of the stream goes to the error boundary.
/// </summary>
public abstract class StreamComponent : ComponentBase, IDisposable
{
    private CancellationTokenSource? subscription;

    /// <inheritdoc />
    public void Dispose()
    {
        Unsubscribe();
        GC.SuppressFinalize(this);
    }

    /// <summary>Replaces the subscription.</summary>
    /// <param name="stream">Gets a token that is cancelled with the subscription.</param>
    /// <param name="receive">Called for each item, never after the subscription is cancelled. It renders, where something changed.</param>
    protected void Subscribe<T>(Func<CancellationToken, IAsyncEnumerable<T>> stream, Action<T> receive)
    {
        Unsubscribe();
        subscription = new CancellationTokenSource();
        var cancellation = subscription.Token;
        _ = InvokeAsync(() => ReceiveAsync(stream(cancellation), receive, cancellation));
    }

    protected void Unsubscribe()
    {
        subscription?.Cancel();
        subscription?.Dispose();
        subscription = null;
    }

    private async Task ReceiveAsync<T>(IAsyncEnumerable<T> stream, Action<T> receive, CancellationToken cancellation)
    {
        try
        {
            await foreach (var item in stream)
            {
                if (cancellation.IsCancellationRequested)
                    return;
                receive(item);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Cancelled: another subscription, or the component was disposed.
        }
        catch (Exception bug)
        {
            await DispatchExceptionAsync(bug);
        }
    }
}
