using InfluenceScore.Data;
using InfluenceScore.Web.Pages;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddInfluenceDatabase(
    builder.Configuration["Database:Provider"],
    builder.Configuration.GetConnectionString("InfluenceScore") ?? DatabaseSetup.DefaultConnectionString);
builder.Services.AddInfluencePages();
var app = builder.Build();
app.MapInfluencePages();
app.Run();
