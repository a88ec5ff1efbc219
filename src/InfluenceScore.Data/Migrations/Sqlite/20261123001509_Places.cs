using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace InfluenceScore.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Places : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AccountHomes",
                columns: table => new
                {
                    AccountId = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: true),
                    Latitude = table.Column<double>(type: "REAL", nullable: false),
                    Longitude = table.Column<double>(type: "REAL", nullable: false),
                    RadiusKilometres = table.Column<double>(type: "REAL", nullable: false),
                    SetAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountHomes", x => x.AccountId);
                });

            migrationBuilder.CreateTable(
                name: "CustomPlaces",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    OtherNames = table.Column<string>(type: "TEXT", nullable: false),
                    Country = table.Column<string>(type: "TEXT", nullable: false),
                    Latitude = table.Column<double>(type: "REAL", nullable: false),
                    Longitude = table.Column<double>(type: "REAL", nullable: false),
                    Population = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomPlaces", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LocalReaches",
                columns: table => new
                {
                    ScoreRunId = table.Column<int>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<int>(type: "INTEGER", nullable: false),
                    HomeName = table.Column<string>(type: "TEXT", nullable: false),
                    HomeLatitude = table.Column<double>(type: "REAL", nullable: false),
                    HomeLongitude = table.Column<double>(type: "REAL", nullable: false),
                    RadiusKilometres = table.Column<double>(type: "REAL", nullable: false),
                    IsGuessed = table.Column<bool>(type: "INTEGER", nullable: false),
                    LocalScore = table.Column<double>(type: "REAL", nullable: false),
                    LocalPeople = table.Column<double>(type: "REAL", nullable: false),
                    FartherPeople = table.Column<double>(type: "REAL", nullable: false),
                    UnknownPeople = table.Column<double>(type: "REAL", nullable: false),
                    LocalActors = table.Column<int>(type: "INTEGER", nullable: false),
                    FartherActors = table.Column<int>(type: "INTEGER", nullable: false),
                    UnknownActors = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LocalReaches", x => new { x.ScoreRunId, x.AccountId });
                });

            migrationBuilder.CreateTable(
                name: "PlaceContributions",
                columns: table => new
                {
                    ScoreRunId = table.Column<int>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<int>(type: "INTEGER", nullable: false),
                    Rank = table.Column<int>(type: "INTEGER", nullable: false),
                    Label = table.Column<string>(type: "TEXT", nullable: false),
                    Latitude = table.Column<double>(type: "REAL", nullable: false),
                    Longitude = table.Column<double>(type: "REAL", nullable: false),
                    Side = table.Column<byte>(type: "INTEGER", nullable: false),
                    Actors = table.Column<int>(type: "INTEGER", nullable: false),
                    People = table.Column<double>(type: "REAL", nullable: false),
                    Points = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlaceContributions", x => new { x.ScoreRunId, x.AccountId, x.Rank });
                });

            migrationBuilder.CreateIndex(
                name: "IX_CustomPlaces_Name",
                table: "CustomPlaces",
                column: "Name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountHomes");

            migrationBuilder.DropTable(
                name: "CustomPlaces");

            migrationBuilder.DropTable(
                name: "LocalReaches");

            migrationBuilder.DropTable(
                name: "PlaceContributions");
        }
    }
}
