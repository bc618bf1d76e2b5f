-- Asks for the paths of the file that is the first argument, in turn from anywhere on and again from the beginning. A line may have a method
-- and a Cookie header of its own, a body and the address that it is forwarded for, after tabs. "*" is an address that was not
-- yet, counted from the second argument on.
local requests, index, address = {}, 0, 0
local ANY = "X%-Forwarded%-For: %*"

function init(args)
  address = tonumber(args[2])
  for line in io.lines(args[1]) do
    local fields = {}
    for field in (line .. "\t"):gmatch("([^\t]*)\t") do fields[#fields + 1] = field end
    local path, method, cookie, body, from = fields[1], fields[2] or "", fields[3] or "", fields[4] or "", fields[5] or ""
    local headers = {}
    for name, value in pairs(wrk.headers) do headers[name] = value end
    if cookie ~= "" then headers["Cookie"] = cookie end
    if from ~= "" then headers["X-Forwarded-For"] = from end
    if body ~= "" then headers["Content-Type"] = "application/json" end
    local text = wrk.format(method ~= "" and method or "GET", path, headers, body ~= "" and body or nil)
    local _, before = text:find(ANY)
    requests[#requests + 1] = before and { text:sub(1, before - 1), text:sub(before + 1) } or text
  end
  math.randomseed(os.time())
  index = math.random(#requests)
end

function request()
  index = index % #requests + 1
  local text = requests[index]
  if type(text) == "string" then return text end
  address = (address + 1) % 16777216
  local a, b, c = math.floor(address / 65536), math.floor(address / 256) % 256, address % 256
  return text[1] .. "10." .. a .. "." .. b .. "." .. c .. text[2]
end

function done(summary, latency)
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    'RESULT {"requests":%d,"seconds":%.6f,"bytes":%d,"failed":%d,"p50Ms":%.4f,"p99Ms":%.4f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, errors.status + lost,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
