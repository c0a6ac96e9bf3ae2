-- For wrk with one thread. Claims by members in turn of wishes in turn, so many claims for each wish: FIRST_WISH CLAIMS_OF_ONE
-- FIRST_MEMBER MEMBERS START END, of which the last two are numbers of claims. After the last one it stops.
dofile("report.lua")

local wish, ofOne, member, members, start, last
made, refused = 0, 0

function init(args)
  wish, ofOne, member, members, start, last = unpack(args)
  wish, ofOne, member, members, start, last =
    tonumber(wish), tonumber(ofOne), tonumber(member), tonumber(members), tonumber(start), tonumber(last)
end

function request()
  local number = start + made
  if number >= last then
    wrk.thread:stop()
    return wrk.format("GET", "/")
  end
  made = made + 1
  return wrk.format("POST", string.format("/api/v1/wishes/%d/claim", wish + math.floor(number / ofOne)), {
    ["Authorization"] = string.format("Bearer bench%s0", string.format("%037d", member + number % members)),
    ["Idempotency-Key"] = string.format("claim-%010d", number),
  })
end

function response(status)
  if status == 409 then refused = refused + 1 end
end
