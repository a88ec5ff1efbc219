using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace InfluenceScore.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class InitialSchema : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Accounts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Network = table.Column<string>(type: "TEXT", nullable: false),
                    Handle = table.Column<string>(type: "TEXT", nullable: false),
                    NetworkUserId = table.Column<string>(type: "TEXT", nullable: true),
                    Name = table.Column<string>(type: "TEXT", nullable: true),
                    Tracked = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FollowEvents",
                columns: table => new
                {
                    FollowerId = table.Column<int>(type: "INTEGER", nullable: false),
                    FolloweeId = table.Column<int>(type: "INTEGER", nullable: false),
                    Event = table.Column<byte>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FollowEvents", x => new { x.FollowerId, x.FolloweeId, x.Event, x.At });
                });

            migrationBuilder.CreateTable(
                name: "Interactions",
                columns: table => new
                {
                    TargetId = table.Column<int>(type: "INTEGER", nullable: false),
                    ActorId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    PostId = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Interactions", x => new { x.TargetId, x.ActorId, x.Kind, x.PostId, x.At });
                });

            migrationBuilder.CreateTable(
                name: "PersonContributions",
                columns: table => new
                {
                    ScoreRunId = table.Column<int>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<int>(type: "INTEGER", nullable: false),
                    ActorId = table.Column<int>(type: "INTEGER", nullable: false),
                    Acts = table.Column<int>(type: "INTEGER", nullable: false),
                    ReachPoints = table.Column<double>(type: "REAL", nullable: false),
                    AmplificationPoints = table.Column<double>(type: "REAL", nullable: false),
                    ImpactPoints = table.Column<double>(type: "REAL", nullable: false),
                    Authenticity = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonContributions", x => new { x.ScoreRunId, x.AccountId, x.ActorId });
                });

            migrationBuilder.CreateTable(
                name: "PostContributions",
                columns: table => new
                {
                    ScoreRunId = table.Column<int>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<int>(type: "INTEGER", nullable: false),
                    PostId = table.Column<int>(type: "INTEGER", nullable: false),
                    Actors = table.Column<int>(type: "INTEGER", nullable: false),
                    ReachPoints = table.Column<double>(type: "REAL", nullable: false),
                    AmplificationPoints = table.Column<double>(type: "REAL", nullable: false),
                    ImpactPoints = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PostContributions", x => new { x.ScoreRunId, x.AccountId, x.PostId });
                });

            migrationBuilder.CreateTable(
                name: "Posts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Network = table.Column<string>(type: "TEXT", nullable: false),
                    NetworkPostId = table.Column<string>(type: "TEXT", nullable: false),
                    AuthorId = table.Column<int>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    RefersToId = table.Column<int>(type: "INTEGER", nullable: true),
                    Text = table.Column<string>(type: "TEXT", nullable: true),
                    Likes = table.Column<long>(type: "INTEGER", nullable: true),
                    Reposts = table.Column<long>(type: "INTEGER", nullable: true),
                    Replies = table.Column<long>(type: "INTEGER", nullable: true),
                    Quotes = table.Column<long>(type: "INTEGER", nullable: true),
                    Views = table.Column<long>(type: "INTEGER", nullable: true),
                    Lang = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Posts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Profiles",
                columns: table => new
                {
                    AccountId = table.Column<int>(type: "INTEGER", nullable: false),
                    ObservedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Location = table.Column<string>(type: "TEXT", nullable: true),
                    Bio = table.Column<string>(type: "TEXT", nullable: true),
                    Followers = table.Column<long>(type: "INTEGER", nullable: true),
                    Following = table.Column<long>(type: "INTEGER", nullable: true),
                    Posts = table.Column<long>(type: "INTEGER", nullable: true),
                    LikesGiven = table.Column<long>(type: "INTEGER", nullable: true),
                    Listed = table.Column<long>(type: "INTEGER", nullable: true),
                    Verified = table.Column<bool>(type: "INTEGER", nullable: true),
                    DefaultAvatar = table.Column<bool>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Profiles", x => new { x.AccountId, x.ObservedAt });
                });

            migrationBuilder.CreateTable(
                name: "ScoreRuns",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AsOf = table.Column<long>(type: "INTEGER", nullable: false),
                    Model = table.Column<string>(type: "TEXT", nullable: false),
                    HalfLifeDays = table.Column<double>(type: "REAL", nullable: false),
                    WindowDays = table.Column<double>(type: "REAL", nullable: false),
                    ComputedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ScoredAccounts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScoreRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Scores",
                columns: table => new
                {
                    AccountId = table.Column<int>(type: "INTEGER", nullable: false),
                    ScoreRunId = table.Column<int>(type: "INTEGER", nullable: false),
                    Value = table.Column<double>(type: "REAL", nullable: false),
                    Low = table.Column<double>(type: "REAL", nullable: false),
                    High = table.Column<double>(type: "REAL", nullable: false),
                    TrueReach = table.Column<double>(type: "REAL", nullable: false),
                    TrueReachIndex = table.Column<double>(type: "REAL", nullable: false),
                    Amplification = table.Column<double>(type: "REAL", nullable: false),
                    AmplificationIndex = table.Column<double>(type: "REAL", nullable: false),
                    NetworkImpactIndex = table.Column<double>(type: "REAL", nullable: false),
                    Authenticity = table.Column<double>(type: "REAL", nullable: false),
                    Acts = table.Column<int>(type: "INTEGER", nullable: false),
                    Actors = table.Column<int>(type: "INTEGER", nullable: false),
                    Posts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Scores", x => new { x.AccountId, x.ScoreRunId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_Network_Handle",
                table: "Accounts",
                columns: new[] { "Network", "Handle" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_Tracked",
                table: "Accounts",
                column: "Tracked",
                filter: "\"Tracked\"");

            migrationBuilder.CreateIndex(
                name: "IX_Posts_AuthorId_CreatedAt",
                table: "Posts",
                columns: new[] { "AuthorId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Posts_NetworkPostId_Network",
                table: "Posts",
                columns: new[] { "NetworkPostId", "Network" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ScoreRuns_AsOf_Model_HalfLifeDays_WindowDays",
                table: "ScoreRuns",
                columns: new[] { "AsOf", "Model", "HalfLifeDays", "WindowDays" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Scores_ScoreRunId_Value",
                table: "Scores",
                columns: new[] { "ScoreRunId", "Value" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Accounts");

            migrationBuilder.DropTable(
                name: "FollowEvents");

            migrationBuilder.DropTable(
                name: "Interactions");

            migrationBuilder.DropTable(
                name: "PersonContributions");

            migrationBuilder.DropTable(
                name: "PostContributions");

            migrationBuilder.DropTable(
                name: "Posts");

            migrationBuilder.DropTable(
                name: "Profiles");

            migrationBuilder.DropTable(
                name: "ScoreRuns");

            migrationBuilder.DropTable(
                name: "Scores");
        }
    }
}
