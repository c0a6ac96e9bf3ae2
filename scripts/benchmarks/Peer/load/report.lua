-- For wrk. What a run came to, on one line: answers, microseconds, refusals (409), failures of any other kind, and requests that were
-- made. By itself it asks for the same URL all the time.
local threads = {}

function setup(thread) table.insert(threads, thread) end

function done(summary)
  local refused, made, errors = 0, 0, summary.errors
  for _, thread in ipairs(threads) do
    refused = refused + (tonumber(thread:get("refused")) or 0)
    made = made + (tonumber(thread:get("made")) or 0)
  end
  local failed = errors.connect + errors.read + errors.write + errors.timeout + errors.status - refused
  print(string.format("figures %d %d %d %d %d", summary.requests, summary.duration, refused, failed, made))
end
