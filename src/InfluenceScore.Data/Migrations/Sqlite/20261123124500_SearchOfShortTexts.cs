using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace InfluenceScore.Data.Migrations.Sqlite
{
    /// <summary>The entries of SqliteSearchIndex as a table, and the index anew with an entry that begins with each last letter. The model stays as it is, so there is no designer's part.</summary>
    [DbContext(typeof(SqliteInfluenceDbContext))]
    [Migration("20261123124500_SearchOfShortTexts")]
    public partial class SearchOfShortTexts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE VIRTUAL TABLE AccountSearchTerms USING fts5vocab('AccountSearch', 'instance');
                INSERT INTO AccountSearch (AccountSearch) VALUES ('delete-all');
                INSERT INTO AccountSearch (rowid, Text)
                SELECT a.Id, a.Handle || char(10) || coalesce(a.Name, '') || char(10)
                    || coalesce((SELECT p.Location FROM Profiles AS p WHERE p.AccountId = a.Id AND p.Location IS NOT NULL ORDER BY p.ObservedAt DESC LIMIT 1), '') || char(10, 10)
                FROM Accounts AS a ORDER BY a.Id;
                DELETE FROM AccountSearchPending;
                UPDATE AccountSearchReach SET Id = coalesce((SELECT max(Id) FROM Accounts), 0);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE AccountSearchTerms;");
    }
}
