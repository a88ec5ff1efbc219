using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace InfluenceScore.Data.Migrations.Sqlite
{
    /// <summary>The index of SqliteSearchIndex. EF Core knows nothing of it: a later migration that makes Accounts or Profiles anew has to make its triggers anew as well.</summary>
    public partial class AccountSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE VIRTUAL TABLE AccountSearch USING fts5(Text, content='', tokenize='trigram', detail='none', columnsize=0);
                CREATE TABLE AccountSearchPending (AccountId INTEGER NOT NULL PRIMARY KEY);
                INSERT INTO AccountSearch (rowid, Text)
                SELECT a.Id, a.Handle || char(10) || coalesce(a.Name, '') || char(10)
                    || coalesce((SELECT p.Location FROM Profiles AS p WHERE p.AccountId = a.Id AND p.Location IS NOT NULL ORDER BY p.ObservedAt DESC LIMIT 1), '')
                FROM Accounts AS a ORDER BY a.Id;
                CREATE TABLE AccountSearchReach (Id INTEGER NOT NULL);
                INSERT INTO AccountSearchReach SELECT coalesce(max(Id), 0) FROM Accounts;
                CREATE TRIGGER AccountSearchRenamed AFTER UPDATE OF Handle ON Accounts
                BEGIN INSERT INTO AccountSearchPending VALUES (NEW.Id) ON CONFLICT DO NOTHING; END;
                CREATE TRIGGER AccountSearchMoved AFTER UPDATE OF Location ON Profiles
                BEGIN INSERT INTO AccountSearchPending VALUES (NEW.AccountId) ON CONFLICT DO NOTHING; END;
                CREATE TRIGGER AccountSearchLeft AFTER DELETE ON Profiles WHEN OLD.Location IS NOT NULL
                BEGIN INSERT INTO AccountSearchPending VALUES (OLD.AccountId) ON CONFLICT DO NOTHING; END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER AccountSearchRenamed;
                DROP TRIGGER AccountSearchMoved;
                DROP TRIGGER AccountSearchLeft;
                DROP TABLE AccountSearchReach;
                DROP TABLE AccountSearchPending;
                DROP TABLE AccountSearch;
                """);
        }
    }
}
