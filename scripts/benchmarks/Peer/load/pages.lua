-- For wrk with one thread; its argument is where to begin counting. Each request has a cursor of its own, so that no answer can have
-- been kept from an earlier one. The cursors lie beyond the newest wish: every page has the same rows as the first.
dofile("report.lua")

local Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
local groups, start = {}, 0
made = 0

-- Three digits are four letters of base 64.
local function encode(text)
  local a, b, c = text:byte(1, 3)
  local bits, letters = a * 65536 + b * 256 + c, ""
  for _ = 1, 4 do
    local index = bits % 64
    letters, bits = Letters:sub(index + 1, index + 1) .. letters, (bits - index) / 64
  end
  return letters
end

function init(args)
  start = tonumber(args[1])
  for number = 0, 999 do groups[number] = encode(string.format("%03d", number)) end
end

function request()
  local number = start + made
  made = made + 1
  local cursor = encode("900") .. groups[math.floor(number / 1e9) % 1000] .. groups[math.floor(number / 1e6) % 1000] ..
    groups[math.floor(number / 1e3) % 1000] .. groups[number % 1000]
  return wrk.format(nil, wrk.path .. "&after=" .. cursor)
end
