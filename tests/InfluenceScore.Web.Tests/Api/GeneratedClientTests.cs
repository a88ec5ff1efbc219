using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace InfluenceScore.Web.Tests.Api;

/// <summary>A client is generated from the document that the running application serves, compiled, and drives that application: Client/Walk.cs.</summary>
public sealed class GeneratedClientTests(ScoredTown town) : IClassFixture<ScoredTown>
{
    [Fact]
    public async Task A_client_generated_from_the_document_drives_the_application()
    {
        using var admin = await ApiCaller.OfAsync(town, Role.Admin, ApiScopes.Import | ApiScopes.Webhooks);
        var source = await GenerateAsync(await admin.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        var walk = Compile(source, File.ReadAllText(Beside("Client/Walk.cs"))).GetType("Walk")!.GetMethod("RunAsync")!;

        var told = await (Task<string>)walk.Invoke(null, [admin.Http, Zip()])!;

        Assert.Equal("""
            Admin import+webhooks
            1 found, first x:bakery
            x:bakery inside its interval
            4 scores
            sum closes, 43 people
            True True
            x:bakery above
            import bundle.zip
            0 clients
            whsec_ score_changed
            0 webhooks
            404 There is no account “x:nobody” that you may see. It may be written differently, or nothing about it was imported yet.
            """.ReplaceLineEndings("\n"), told);
    }

    private static async Task<string> GenerateAsync(string document)
    {
        var folder = Directory.CreateTempSubdirectory("influence-client-");
        try
        {
            var (input, output) = (Path.Combine(folder.FullName, "v1.json"), Path.Combine(folder.FullName, "Client.cs"));
            await File.WriteAllTextAsync(input, document);
            var program = typeof(GeneratedClientTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NSwag").Value!;
            var start = new ProcessStartInfo("dotnet")
            {
                ArgumentList =
                {
                    program, "openapi2csclient", $"/input:{input}", $"/output:{output}", "/namespace:InfluenceScore.Generated", "/classname:InfluenceScoreClient", "/useBaseUrl:false",
                    "/jsonLibrary:SystemTextJson", "/operationGenerationMode:SingleClientFromOperationId", "/generateNullableReferenceTypes:true",
                },
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var generator = Process.Start(start)!;
            var said = await generator.StandardOutput.ReadToEndAsync() + await generator.StandardError.ReadToEndAsync();
            await generator.WaitForExitAsync();
            Assert.True(generator.ExitCode == 0 && File.Exists(output), said);
            return await File.ReadAllTextAsync(output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Assembly Compile(params string[] sources)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || p.EndsWith("netstandard.dll", StringComparison.Ordinal));
        var compilation = CSharpCompilation.Create("GeneratedClient", sources.Select(s => CSharpSyntaxTree.ParseText(s, new CSharpParseOptions(LanguageVersion.Latest))),
            platform.Select(p => MetadataReference.CreateFromFile(p)), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(20)));
        assembly.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(assembly);
    }

    private static byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("profiles.csv").Open())
            entry.Write(Encoding.UTF8.GetBytes("network,handle,name\nx,walker,Walker\n"));
        return bytes.ToArray();
    }

    private static string Beside(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
