using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using InfluenceScore.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Pages;

/// <summary>The web application over a temporary database of its own. Kept for a class or a collection; deleted afterwards.</summary>
public class PagesApp : WebApplicationFactory<Program>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("influence-pages-").FullName;
    private readonly Lazy<HttpClient> _client;
    private readonly PostgresDatabase? _postgres = TestEngine.IsPostgres ? new PostgresDatabase() : null;
    private readonly Lock _making = new();
    private bool _made;

    public PagesApp() => _client = new Lazy<HttpClient>(() =>
    {
        Create();
        return CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
    });

    public string ConnectionString => _postgres?.ConnectionString ?? $"Data Source={Path.Combine(_folder, "pages.db")}";

    public HttpClient Client => _client.Value;

    public InfluenceDbContext Open() => _postgres is not null ? _postgres.Open()
        : new SqliteInfluenceDbContext(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite(ConnectionString).Options);

    /// <summary>Makes the database and fills it, once, before the first request.</summary>
    public void Create()
    {
        lock (_making)
        {
            if (_made)
                return;
            _made = true;
            using var db = Open();
            DatabaseSetup.CreateOrMigrateAsync(db).GetAwaiter().GetResult();
            Seed(db);
            if (_postgres is not null)
                PostgresDatabase.BringNumbersUp(db);
        }
    }

    public async Task<(int Status, IDocument Page)> GetAsync(string address)
    {
        using var response = await Client.GetAsync(new Uri(address, UriKind.Relative));
        var html = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, await new HtmlParser().ParseDocumentAsync(html));
    }

    protected virtual void Seed(InfluenceDbContext db)
    {
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:InfluenceScore", ConnectionString);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        _postgres?.Dispose();
        if (_postgres is null)
        {
            using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
        }
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A temporary folder that is still in use is no reason to fail a test.
        }
    }
}

/// <summary>Words that tests look for on a page.</summary>
public static class PageText
{
    /// <summary>Visible text with blanks collapsed.</summary>
    public static string Text(this IElement? element) => string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static string Text(this IDocument page) => page.Body.Text();
}
