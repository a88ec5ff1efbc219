using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace InfluenceScore.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Audience : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AccountAudiences",
                columns: table => new
                {
                    ScoreRunId = table.Column<int>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<int>(type: "INTEGER", nullable: false),
                    Facts = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountAudiences", x => new { x.ScoreRunId, x.AccountId });
                });

            migrationBuilder.CreateTable(
                name: "AudiencePeople",
                columns: table => new
                {
                    ScoreRunId = table.Column<int>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<int>(type: "INTEGER", nullable: false),
                    Role = table.Column<byte>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<int>(type: "INTEGER", nullable: false),
                    Class = table.Column<byte>(type: "INTEGER", nullable: false),
                    Acts = table.Column<int>(type: "INTEGER", nullable: false),
                    Last = table.Column<long>(type: "INTEGER", nullable: false),
                    Authenticity = table.Column<double>(type: "REAL", nullable: false),
                    SilentDays = table.Column<double>(type: "REAL", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AudiencePeople", x => new { x.ScoreRunId, x.AccountId, x.Role, x.PersonId });
                });

            migrationBuilder.CreateTable(
                name: "PeopleActedOn",
                columns: table => new
                {
                    ScoreRunId = table.Column<int>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<int>(type: "INTEGER", nullable: false),
                    TargetId = table.Column<int>(type: "INTEGER", nullable: false),
                    Reposts = table.Column<int>(type: "INTEGER", nullable: false),
                    Quotes = table.Column<int>(type: "INTEGER", nullable: false),
                    Replies = table.Column<int>(type: "INTEGER", nullable: false),
                    Mentions = table.Column<int>(type: "INTEGER", nullable: false),
                    Likes = table.Column<int>(type: "INTEGER", nullable: false),
                    Last = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeopleActedOn", x => new { x.ScoreRunId, x.AccountId, x.TargetId });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountAudiences");

            migrationBuilder.DropTable(
                name: "AudiencePeople");

            migrationBuilder.DropTable(
                name: "PeopleActedOn");
        }
    }
}
