-- Asks for the paths of the file that is the first argument, in turn and again from the beginning. A line may have a method
-- and a Cookie header of its own, after tabs.
local requests, index = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local path, method, cookie = line:match("^([^\t]*)\t?([^\t]*)\t?(.*)$")
    local headers = nil
    if cookie ~= "" then headers = { Cookie = cookie } end
    requests[#requests + 1] = wrk.format(method ~= "" and method or "GET", path, headers)
  end
end

function request()
  index = index % #requests + 1
  return requests[index]
end

function done(summary, latency)
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    'RESULT {"requests":%d,"seconds":%.6f,"bytes":%d,"failed":%d,"p50Ms":%.4f,"p99Ms":%.4f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, errors.status + lost,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
