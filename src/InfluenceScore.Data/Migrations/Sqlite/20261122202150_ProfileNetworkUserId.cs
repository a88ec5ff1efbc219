using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace InfluenceScore.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ProfileNetworkUserId : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "NetworkUserId",
                table: "Profiles",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "NetworkUserId",
                table: "Profiles");
        }
    }
}
