using System.Collections.Concurrent;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using InfluenceScore.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Pages;

/// <summary>
/// The web application over a temporary database of its own, a copy of what its class seeds once for the whole run. Its clients are signed in as an admin.
/// Kept for a class or a collection; deleted afterwards.
/// </summary>
public class PagesApp : WebApplicationFactory<Program>
{
    /// <summary>A migrated database with people and keys, and one for each class that seeds more.</summary>
    private static readonly ConcurrentDictionary<Type, Lazy<string>> Templates = new();

    private static readonly Lazy<string> TemplateFolder = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("influence-templates-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    /// <summary>All databases are copies of one, with its keys, so one cookie opens all.</summary>
    private static readonly ConcurrentDictionary<int, string> Cookies = new();

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

    /// <summary>Where its uploads lie; not there before the first one.</summary>
    public string ImportFolder => Path.Combine(_folder, "imports");

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
            if (_postgres is null)
                File.Copy(Templates.GetOrAdd(GetType(), type => new Lazy<string>(() => MakeTemplate(type))).Value, Path.Combine(_folder, "pages.db"));
            else
                FillPostgres();
        }
    }

    /// <summary>The session cookie of one of the <see cref="TestPeople"/>.</summary>
    public static string CookieOf(int person) => Cookies.GetOrAdd(person, id => TestPeople.CookieOf(id, $"Data Source={EmptyTemplate()};Pooling=False"));

    /// <summary>A client that is signed in as that person; null: as nobody. It follows no redirect.</summary>
    public HttpClient ClientOf(int? person)
    {
        Create();
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Remove("Cookie");
        if (person is { } id)
            client.DefaultRequestHeaders.Add("Cookie", CookieOf(id));
        return client;
    }

    public async Task<(int Status, IDocument Page)> GetAsync(string address, HttpClient? client = null)
    {
        using var response = await (client ?? Client).GetAsync(new Uri(address, UriKind.Relative));
        var html = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, await new HtmlParser().ParseDocumentAsync(html));
    }

    protected override void ConfigureClient(HttpClient client)
    {
        base.ConfigureClient(client);
        client.DefaultRequestHeaders.Add("Cookie", CookieOf(TestPeople.Admin));
    }

    private static string EmptyTemplate() => Templates.GetOrAdd(typeof(PagesApp), _ => new Lazy<string>(() =>
    {
        var file = Path.Combine(TemplateFolder.Value, "empty.db");
        using var db = OpenFile(file);
        DatabaseSetup.CreateOrMigrateAsync(db).GetAwaiter().GetResult();
        TestPeople.Add(db, $"Data Source={file};Pooling=False");
        return file;
    })).Value;

    /// <summary>The people and the keys of the template, so that the same cookies open this engine's databases too, and what the class seeds.</summary>
    private void FillPostgres()
    {
        using var db = Open();
        using var template = OpenFile(EmptyTemplate());
        db.AddRange(template.Users.AsNoTracking());
        db.AddRange(template.DataProtectionKeys.AsNoTracking());
        db.SaveChanges();
        db.ChangeTracker.Clear();
        Seed(db);
        PostgresDatabase.BringNumbersUp(db);
    }

    // Unpooled: the last connection that closes moves SQLite's log into the file.
    private static SqliteInfluenceDbContext OpenFile(string file) =>
        new(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite($"Data Source={file};Pooling=False").Options);

    private string MakeTemplate(Type type)
    {
        if (type == typeof(PagesApp))
            return EmptyTemplate();
        var file = Path.Combine(TemplateFolder.Value, $"{type.FullName}.db");
        File.Copy(EmptyTemplate(), file);
        using var db = OpenFile(file);
        Seed(db);
        return file;
    }

    protected virtual void Seed(InfluenceDbContext db)
    {
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:InfluenceScore", ConnectionString);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        // A server's database has no folder beside it: all tests would share the one they run in.
        builder.UseSetting("Imports:Folder", ImportFolder);
        // All tests come from one address.
        builder.UseSetting("RateLimits:SignInsPerMinute", "10000");
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
