-- Requests of one case, over many people: a line of the file is a token and the ids of some of their campaigns.
local lines = {}
for line in io.lines(os.getenv("BENCH_PEOPLE")) do
  local token, first = line:match("(%S+) (%S+)")
  lines[#lines + 1] = { token = token, first = tonumber(first) }
end
local case = os.getenv("BENCH_CASE")
local each = tonumber(os.getenv("BENCH_EACH"))
math.randomseed(os.time())

local function one()
  local person = lines[math.random(#lines)]
  local id = string.format("00000000-0000-7000-9000-%d", person.first + math.random(each) - 1)
  return { ["authorization"] = "Bearer " .. person.token }, id
end

function request()
  local headers, id = one()
  if case == "read" then return wrk.format("GET", "/api/campaigns/" .. id, headers) end
  if case == "not-modified" then
    headers["if-none-match"] = '"1"'
    return wrk.format("GET", "/api/campaigns/" .. id, headers)
  end
  if case == "list" then return wrk.format("GET", "/api/campaigns?limit=50&fields=summary", headers) end
  if case == "create" then
    headers["content-type"] = "application/json"
    return wrk.format("POST", "/api/campaigns", headers, os.getenv("BENCH_BODY"))
  end
  headers["content-type"] = "application/merge-patch+json"
  headers["if-match"] = "*"
  return wrk.format("PATCH", "/api/campaigns/" .. id, headers, '{"name":"Name ' .. math.random(1000000) .. '"}')
end
