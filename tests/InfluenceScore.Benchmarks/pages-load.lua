-- wrk script: random accounts of the file HANDLES in the address that PAGE names; prints one line that pages-load.sh reads.
local page, handles = os.getenv("PAGE"), {}
for line in io.lines(os.getenv("HANDLES")) do handles[#handles + 1] = line end
local encoding = os.getenv("ENCODING")
local thread_number = 0
function setup(thread) thread_number = thread_number + 1; thread:set("number", thread_number) end
function init() math.randomseed(number * 7919) end
function request()
  local first, n = math.random(0, #handles - 1), tostring(math.random(0, 9))
  local function tracked(step) return handles[(first + step) % #handles + 1] end
  local path = page:gsub("{account}", tracked(0)):gsub("{next}", tracked(1)):gsub("{third}", tracked(2)):gsub("{n}", n)
  local headers = {}
  if encoding ~= "" then headers["Accept-Encoding"] = encoding end
  return wrk.format("GET", path, headers)
end
function done(summary, latency)
  local errors = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %.2f %.2f %.0f %d %d\n", latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.requests / summary.duration * 1e6, summary.bytes / math.max(1, summary.requests), errors))
end
