using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace InfluenceScore.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ScoreChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "EarlierRunId",
                table: "ScoreRuns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ScoreChanges",
                columns: table => new
                {
                    AccountId = table.Column<int>(type: "INTEGER", nullable: false),
                    ScoreRunId = table.Column<int>(type: "INTEGER", nullable: false),
                    Causes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScoreChanges", x => new { x.AccountId, x.ScoreRunId });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ScoreChanges");

            migrationBuilder.DropColumn(
                name: "EarlierRunId",
                table: "ScoreRuns");
        }
    }
}
