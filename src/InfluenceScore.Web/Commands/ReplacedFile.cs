using System.Text;
using InfluenceScore.Data;

namespace InfluenceScore.Web.Commands;

/// <summary>A text file that appears, or replaces the old one, as a whole when it is complete; a failure leaves what was there.</summary>
internal sealed class ReplacedFile : IAsyncDisposable
{
    private readonly string _target;
    private readonly string _temporary;

    private ReplacedFile(string target)
    {
        _target = target;
        _temporary = $"{target}.{Environment.ProcessId}.tmp";
        Writer = new StreamWriter(_temporary, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    public StreamWriter Writer { get; }

    public static ReplacedFile Create(string path)
    {
        try
        {
            return new ReplacedFile(Path.GetFullPath(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InfluenceScoreException($"The file {path} cannot be written: {e.Message}", e);
        }
    }

    public async Task CommitAsync()
    {
        await Writer.DisposeAsync();
        try
        {
            File.Move(_temporary, _target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfluenceScoreException($"The file {_target} cannot be replaced: {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        File.Delete(_temporary);
    }
}
